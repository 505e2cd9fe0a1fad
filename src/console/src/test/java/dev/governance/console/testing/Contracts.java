package dev.governance.console.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.governance.console.bus.Ask;
import dev.governance.console.bus.Topic;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that is said on the bus, as the contract package declares it. */
public final class Contracts {
    private static final String PACKAGE = "dev.governance.console.contract";

    /** The classes of the contract package, nested ones included. */
    public static List<Class<?>> classes() {
        return new ClassFileImporter()
                .importPackages(PACKAGE).stream()
                        .filter(type -> !type.getSimpleName().equals("package-info"))
                        .<Class<?>>map(JavaClass::reflect)
                        .toList();
    }

    public static List<Ask<?, ?>> asks() {
        return constants(Ask.class).<Ask<?, ?>>map(value -> (Ask<?, ?>) value).toList();
    }

    public static List<Topic<?>> topics() {
        return constants(Topic.class).<Topic<?>>map(value -> (Topic<?>) value).toList();
    }

    /** Every record that an ask or a topic carries, whole or as a part. */
    public static Set<Class<?>> records() {
        Set<Class<?>> found = new LinkedHashSet<>();
        asks().forEach(ask -> {
            collect(ask.question(), found);
            collect(ask.answer(), found);
        });
        topics().forEach(topic -> collect(topic.fact(), found));
        return found;
    }

    /** The records that travel on their own. */
    public static List<Class<?>> messages() {
        return Stream.concat(
                        asks().stream().flatMap(ask -> Stream.<Class<?>>of(ask.question(), ask.answer())),
                        topics().stream().<Class<?>>map(Topic::fact))
                .distinct()
                .toList();
    }

    private static Stream<Object> constants(Class<?> type) {
        return classes().stream()
                .flatMap(owner -> Arrays.stream(owner.getDeclaredFields()))
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == type)
                .map(Contracts::value);
    }

    private static Object value(Field field) {
        try {
            return field.get(null);
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(field + " is not public", e);
        }
    }

    private static void collect(Type type, Set<Class<?>> found) {
        if (type instanceof ParameterizedType generic) {
            Arrays.stream(generic.getActualTypeArguments()).forEach(argument -> collect(argument, found));
        }
        if (type instanceof Class<?> plain && plain.isRecord() && found.add(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collect(component.getGenericType(), found);
            }
        }
    }

    private Contracts() {}
}
