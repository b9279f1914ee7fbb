package dev.tripod.bench.cache;

import java.time.LocalDate;
import java.util.function.Function;

/** What the caches hold: texts of 10 to 41 characters, alone or in an object with a number and a date. */
public enum Value {
    STRING(String.class, Person::name),
    RECORD(Person.class, person -> person),
    POJO(Account.class, Account::of);

    final Class<?> type;
    private final Function<Person, Object> form;

    Value(Class<?> type, Function<Person, Object> form) {
        this.type = type;
        this.form = form;
    }

    Object number(int number) {
        var name = "n".repeat(number * 7 % 32) + (1_000_000_000 + number);
        return form.apply(new Person(name, number, LocalDate.EPOCH.plusDays(number)));
    }
}
