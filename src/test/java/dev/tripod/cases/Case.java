package dev.tripod.cases;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * The tests of one case of {@code docs/cases.md}. They may ask for {@link Instances} as a parameter: the usual pair, which
 * all cases share and none may leave in trouble, or with {@link ShortLived} another one.
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith({CaseCount.class, SharedInstances.class})
@Order(Case.AFTER_OTHERS)
@interface Case {
    /** Behind the tests that are no cases, which the troubles of {@link Meanwhile} would disturb. */
    int AFTER_OTHERS = Order.DEFAULT + 2;

    /** The number of the case. */
    int value();
}
