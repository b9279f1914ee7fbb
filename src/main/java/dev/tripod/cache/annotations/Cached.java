package dev.tripod.cache.annotations;

import jakarta.enterprise.util.AnnotationLiteral;
import jakarta.interceptor.InterceptorBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Stands in the place of the stock annotations, whose members are non-binding to {@code javax} only, and which a server
 * may have bound to interceptors of its own.
 */
@InterceptorBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
@interface Cached {
    /** The annotation itself. */
    final class Literal extends AnnotationLiteral<Cached> implements Cached {
        private static final long serialVersionUID = 1;
    }
}
