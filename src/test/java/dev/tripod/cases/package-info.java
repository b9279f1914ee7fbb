/** Each case of abuse and of trouble that has to hold, as a test of its number ({@code docs/cases.md} lists them). */
package dev.tripod.cases;
