package dev.tripod.problem;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * What a method of the REST interface does and answers, for the description of the interface at {@code /openapi.json}.
 * What every method answers needs no mention: requests that are malformed, too large or of the wrong type, foreign
 * origins, failures and outages.
 */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Answers {
    /** One sentence for whoever reads the description. */
    String value();

    /** The statuses of success; without any 200, or 204 where the method returns nothing. */
    int[] status() default {};

    /** The class of the body on success, where the method's own type does not say it. */
    Class<?> body() default Void.class;

    /** The problems that this method alone knows. */
    Problem[] problems() default {};
}
