// The makers behind type_info<T>(): operations per container, field tables per struct. Included by type_of.hpp only.
#pragma once

#include "kaon/reflect/type_of.hpp"

namespace kaon::reflect {
namespace detail {

// Declared first: the tables of recursive types point at each other.
template <class T>
constexpr TypeInfo make_info();
template <class T>
inline constexpr TypeInfo info_of = make_info<T>();

template <class T>
inline constexpr TextOps text_ops{
    .parse = [](void* value, std::string_view text) -> Result<> {
        auto parsed = T::from_text(text);
        if (!parsed) return std::move(parsed).error();
        *static_cast<T*>(value) = std::move(parsed).value();
        return {};
    },
    .print = [](const void* value, std::string& out) { out += static_cast<const T*>(value)->to_text(); },
};

template <class T>
inline constexpr OptionalOps optional_ops{
    .get = [](const void* o) -> const void* {
        const T& optional = *static_cast<const T*>(o);
        return optional ? &*optional : nullptr;
    },
    .engage = [](void* o) -> void* {
        T& optional = *static_cast<T*>(o);
        if constexpr (OwnerLike<T>) {
            if (!optional) optional.reset(new typename T::element_type());
        } else {
            if (!optional) optional.emplace();
        }
        return &*optional;
    },
    .reset = [](void* o) { static_cast<T*>(o)->reset(); },
};

template <class T>
inline constexpr ListOps list_ops{
    .size = [](const void* l) { return static_cast<const T*>(l)->size(); },
    .data = [](const void* l) -> const void* { return static_cast<const T*>(l)->data(); },
    .slot = [](void* l, std::size_t index) -> void* {
        T& list = *static_cast<T*>(l);
        if (index < list.size()) return &list[index];
        if (list.capacity() == 0) list.reserve(4);  // spares the steps 1, 2, 4
        return &list.emplace_back();
    },
    .truncate =
        [](void* l, std::size_t size) {
            T& list = *static_cast<T*>(l);
            list.erase(list.begin() + static_cast<std::ptrdiff_t>(size), list.end());
        },
};

template <class T>
inline constexpr MapOps map_ops{
    .size = [](const void* m) { return static_cast<const T*>(m)->size(); },
    .clear = [](void* m) { static_cast<T*>(m)->clear(); },
    .insert = [](void* m, std::string_view key) -> void* {
        const auto [at, is_new] = static_cast<T*>(m)->try_emplace(std::string(key));
        return is_new ? &at->second : nullptr;
    },
    .find = [](void* m, std::string_view key) -> void* {
        T& map = *static_cast<T*>(m);
        const auto at = map.find(std::string(key));
        return at == map.end() ? nullptr : &at->second;
    },
    .each =
        [](const void* m, void* context, void (*visit)(void*, std::string_view, const void*)) {
            for (const auto& [key, value] : *static_cast<const T*>(m)) visit(context, key, &value);
        },
};

template <class E>
inline constexpr EnumInfo enum_info{enumerators<E>.entries, enumerators<E>.count};

template <class T>
struct IsOptional : std::bool_constant<OptionalLike<T> || OwnerLike<T>> {};
template <class T>
struct CheckedType {
    using type = T;
};
template <OptionalLike T>
struct CheckedType<T> {
    using type = typename T::value_type;
};
template <OwnerLike T>
struct CheckedType<T> {
    using type = typename T::element_type;
};

// The first thing wrong with a member: its type, or the rule about it.
template <class T, class M>
consteval void check_member(Message& mistake, std::string_view name, const FieldRule* rule) {
    if (!mistake.ok()) return;
    Message where;
    where << "field '" << name << "' of '";
    append_type(where, type_name<T>());
    where << "'";
    if constexpr (std::is_const_v<M>) {
        mistake << where.view() << " is const, so nothing can be read into it.\n  remedy: drop the const.";
    } else if constexpr (!is_known<M>()) {
        mistake << where.view() << ": " << unknown_type(type_name<M>()).view();
    } else if constexpr (std::is_enum_v<M> && !FixedEnum<M>) {
        mistake << where.view() << ": " << enum_mistake<M>().view();
    }
    if (!mistake.ok() || !rule) return;
    using Value = typename CheckedType<std::remove_const_t<M>>::type;
    constexpr bool has_length = std::is_same_v<Value, std::string> || ListLike<Value> || MapLike<Value>;
    constexpr bool has_range = is_integer_type<Value>() || std::is_floating_point_v<Value>;
    if (rule->check.is_set() && !rule->check.template takes<Value>()) {
        mistake << where.view() << " has a check for another type.\n  remedy: [](const ";
        append_type(mistake, type_name<Value>());
        mistake << "& value) { return ...; }";
    } else if ((rule->min_length != 0 || rule->max_length != no_limit) && !has_length) {
        mistake << where.view()
                << " has a limit on its length, and is neither text nor a list.\n  remedy: .min and .max for numbers.";
    } else if ((rule->min.is_set() || rule->max.is_set()) && !has_range) {
        mistake << where.view()
                << " has a range, and is not a number.\n  remedy: .min_length and .max_length for text and lists.";
    }
}
constexpr bool is_plain_key(std::string_view key) {
    for (char c : key) {
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&')
            return false;
    }
    return !key.empty();
}
// Rules that name no field, wire names that need escaping or are used twice.
template <class T>
consteval void check_rules(Message& mistake, const FieldRule* first, std::size_t count, const std::string_view* keys) {
    using All = Fields<T>;
    for (std::size_t i = 0; i < count && mistake.ok(); ++i) {
        if (All::find(first[i].field) == All::count) {
            mistake << "describe() of '" << type_name<T>() << "' names a field '" << first[i].field
                    << "' that is not there.\n  fields:";
            for (std::size_t f = 0; f < All::count; ++f) mistake << " " << All::name(f);
        } else if (!first[i].key.empty() && !is_plain_key(first[i].key)) {
            mistake << "describe() of '" << type_name<T>() << "' gives field '" << first[i].field
                    << "' a key with characters that need escaping.\n  remedy: a key without quotes, backslashes, <, "
                       ">, & and control characters.";
        }
    }
    for (std::size_t i = 0; i < All::count && mistake.ok(); ++i) {
        for (std::size_t k = i + 1; k < All::count; ++k) {
            if (keys[i] == keys[k]) {
                mistake << "two fields of '" << type_name<T>() << "' have the key '" << keys[i]
                        << "'.\n  remedy: another .key in describe().";
                return;
            }
        }
    }
}

template <class T>
struct ObjectTable {
    static constexpr std::size_t count = Fields<T>::count;
    static constexpr auto rules = rules_of<T>();
    static constexpr Offsets<count> places = offsets<T, count>();

    static constexpr const FieldRule* rule_for(std::size_t index) {
        for (std::size_t i = 0; i < rules.count; ++i) {
            if (rules.at[i].field == Fields<T>::name(index)) return &rules.at[i];
        }
        return nullptr;
    }
    struct Keys {
        std::string_view at[count ? count : 1];
    };
    static constexpr Keys keys = [] {
        Keys k{};
        for (std::size_t i = 0; i < count; ++i) {
            const FieldRule* rule = rule_for(i);
            k.at[i] = rule && !rule->key.empty() ? rule->key : Fields<T>::name(i);
        }
        return k;
    }();
    static constexpr std::size_t text_size = [] {
        std::size_t size = 16;
        for (std::size_t i = 0; i < count; ++i) size += keys.at[i].size() + 4;
        return size;
    }();
    struct Text {
        char chars[text_size];
    };
    static constexpr Text text = [] {
        Text t{};
        std::size_t n = 0;
        for (std::size_t i = 0; i < count; ++i) {
            t.chars[n++] = ',';
            t.chars[n++] = '"';
            for (char c : keys.at[i]) t.chars[n++] = c;
            t.chars[n++] = '"';
            t.chars[n++] = ':';
        }
        return t;
    }();
    template <class... M>
    static consteval Message find_mistake(Types<M...>) {
        Message mistake;
        std::size_t i = 0;
        ((check_member<T, M>(mistake, Fields<T>::name(i), rule_for(i)), ++i), ...);
        check_rules<T>(mistake, rules.at, rules.count, keys.at);
        return mistake;
    }
    template <class M, std::size_t I>
    static constexpr Field make_field(std::size_t& start) {
        constexpr const FieldRule* rule = rule_for(I);
        constexpr Presence presence = rule ? rule->presence : Presence::by_type;
        Field f;
        f.quoted = {text.chars + start, keys.at[I].size() + 4};
        f.key = {text.chars + start + 2, keys.at[I].size()};
        f.name = Fields<T>::name(I) == f.key ? f.key : Fields<T>::name(I);
        start += f.quoted.size();
        f.type = &info_of<M>;
        f.offset = places.at[I];
        f.index = static_cast<std::uint8_t>(I);
        f.rule = rule;
        f.required = presence == Presence::required || (presence == Presence::by_type && !IsOptional<M>::value);
        if constexpr (presence == Presence::defaulted) {
            f.reset = [](void* member) {
                T fresh{};
                *static_cast<M*>(member) = std::move(field<I>(fresh));
            };
        } else if constexpr (IsOptional<M>::value) {
            f.reset = [](void* member) { static_cast<M*>(member)->reset(); };
        }
        return f;
    }
    struct Table {
        Field fields[count ? count : 1];
    };
    template <class... M, std::size_t... I>
    static constexpr Table make_table(Types<M...>, std::index_sequence<I...>) {
        std::size_t start = 0;
        return {{make_field<M, I>(start)...}};
    }
    static constexpr Table table = make_table(MemberTypes<T, count>{}, std::make_index_sequence<count>{});
    static constexpr ObjectInfo info = [] {
        ObjectInfo o{table.fields, count, 0, nullptr};
        for (std::size_t i = 0; i < count; ++i) o.required |= static_cast<std::uint64_t>(table.fields[i].required) << i;
        if constexpr (requires(const T& t, Problems& p) { t.check(p); }) {
            o.check = [](const void* object, Problems& problems) { static_cast<const T*>(object)->check(problems); };
        }
        return o;
    }();
};

template <class T>
consteval Message type_mistake() {
    if constexpr (!is_known<T>()) return unknown_type(type_name<T>());
    else if constexpr (std::is_enum_v<T>) return enum_mistake<T>();
    else if constexpr (kind_of<T>() == Kind::object) {
        constexpr Message m = fields_mistake<T>();
        if constexpr (!m.ok()) return m;
        else return ObjectTable<T>::find_mistake(MemberTypes<T, Fields<T>::count>{});
    } else {
        return {};
    }
}

template <class T>
constexpr TypeInfo make_info() {
    static constexpr Message mistake = type_mistake<T>();
    TypeInfo info;
    if constexpr (!mistake.ok()) {
        static_assert(false, mistake);
    } else {
        constexpr Kind kind = kind_of<T>();
        info.kind = kind;
        info.size = sizeof(T);
        info.name = type_name<T>();
        if constexpr (kind == Kind::opaque) info.opaque = opaque_info<T>;
        else if constexpr (kind == Kind::enumeration) info.enumeration = &enum_info<T>;
        else if constexpr (kind == Kind::text) info.text = &text_ops<T>;
        else if constexpr (kind == Kind::object) info.object = &ObjectTable<T>::info;
        else if constexpr (kind == Kind::optional) {
            info.optional = &optional_ops<T>;
            info.element = &info_of<typename CheckedType<T>::type>;
        } else if constexpr (kind == Kind::list) {
            info.list = &list_ops<T>;
            info.element = &info_of<typename T::value_type>;
        } else if constexpr (kind == Kind::array) {
            info.length = static_cast<std::uint32_t>(array_length<T>);
            info.element = &info_of<typename T::value_type>;
        } else if constexpr (kind == Kind::map) {
            info.map = &map_ops<T>;
            info.element = &info_of<typename T::mapped_type>;
        }
    }
    return info;
}

}  // namespace detail

template <class T>
constexpr const TypeInfo& type_info() {
    return detail::info_of<T>;
}

}  // namespace kaon::reflect
