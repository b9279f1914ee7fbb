package dev.tripod.bench.cache;

import java.io.Serializable;
import java.time.LocalDate;

/** The same as {@link Person} as a bean, which whoever holds it can change. */
final class Account implements Serializable {
    private static final long serialVersionUID = 1;

    private String name = "";
    private int age;
    private LocalDate born = LocalDate.EPOCH;

    static Account of(Person person) {
        var account = new Account();
        account.setName(person.name());
        account.setAge(person.age());
        account.setBorn(person.born());
        return account;
    }

    public String getName() {
        return name;
    }

    public void setName(String name) {
        this.name = name;
    }

    public int getAge() {
        return age;
    }

    public void setAge(int age) {
        this.age = age;
    }

    public LocalDate getBorn() {
        return born;
    }

    public void setBorn(LocalDate born) {
        this.born = born;
    }
}
