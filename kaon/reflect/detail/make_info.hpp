// The makers behind type_info<T>(): operations per container, field tables per struct. Included by type_of.hpp only.
#pragma once

#include "kaon/base/type_name.hpp"
#include "kaon/reflect/type_of.hpp"

namespace kaon::inline v0::reflect {
namespace detail {

// Nobody looks at the tables in a debugger, and for every coroutine the compiler walks over all debug information of
// the file: the tables are nodebug.
//
// Declared first: the tables of recursive types point at each other.
template <class T>
constexpr TypeInfo make_info();
template <class T>
[[gnu::nodebug]] inline constexpr TypeInfo info_of = make_info<T>();

template <class T>
[[gnu::nodebug]] inline constexpr TextOps text_ops{
    .parse = [](void* value, std::string_view text) -> Result<> {
        auto parsed = T::from_text(text);
        if (!parsed) return std::move(parsed).error();
        *static_cast<T*>(value) = std::move(parsed).value();
        return {};
    },
    .print = [](const void* value, std::string& out) { out += static_cast<const T*>(value)->to_text(); },
};

template <class T>
[[gnu::nodebug]] inline constexpr OptionalOps optional_ops{
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
[[gnu::nodebug]] inline constexpr ListOps list_ops{
    .size = [](const void* l) { return static_cast<const T*>(l)->size(); },
    .data = [](const void* l) -> const void* { return static_cast<const T*>(l)->data(); },
    .slot = [](void* l, std::size_t index) -> void* {
        T& list = *static_cast<T*>(l);
        if (index < list.size()) return list.data() + index;
        if (list.capacity() == 0) list.reserve(4);  // spares the steps 1, 2, 4
        return &list.emplace_back();
    },
    .truncate = [](void* l, std::size_t size) { static_cast<T*>(l)->resize(size); },
};

template <class T>
[[gnu::nodebug]] inline constexpr MapOps map_ops{
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
[[gnu::nodebug]] inline constexpr EnumInfo enum_info{enumerators<E>.entries, enumerators<E>.count};

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

// All that a table wants to know of a member's type: once for each type and not for each field, which spares the
// compiler a function for each.
struct MemberFacts {
    const TypeInfo* type = nullptr;
    const char* checked = nullptr;             // type_tag of what a rule's check takes
    void (*reset)(void* member) = nullptr;  // of an optional
    bool is_usable = false;                    // neither const nor unknown to the table
    bool has_length = false;
    bool has_range = false;
};
template <class M>
consteval MemberFacts facts_of_member() {
    using Value = typename CheckedType<std::remove_const_t<M>>::type;
    MemberFacts facts;
    if constexpr (!std::is_const_v<M> && is_known<M>() && (!std::is_enum_v<M> || FixedEnum<M>)) {
        facts.is_usable = true;
        facts.type = &info_of<M>;
    }
    facts.checked = &type_tag<Value>;
    if constexpr (IsOptional<M>::value) facts.reset = [](void* member) { static_cast<M*>(member)->reset(); };
    facts.has_length = std::is_same_v<Value, std::string> || ListLike<Value> || MapLike<Value>;
    facts.has_range = is_integer_type<Value>() || std::is_floating_point_v<Value>;
    return facts;
}
template <class M>
[[gnu::nodebug]] inline constexpr MemberFacts member_facts = facts_of_member<M>();

// Of two texts, as the constant evaluator does it at once; == of std::string_view it walks through.
constexpr bool same(std::string_view a, std::string_view b) {
    return a.size() == b.size() && __builtin_memcmp(a.data(), b.data(), a.size()) == 0;
}

// One struct as its table is made of it, whatever the struct.
struct MemberList {
    const MemberFacts* const* facts;
    const std::string_view* names;
    std::size_t count;
    const FieldRule* rules;
    std::size_t rule_count;

    constexpr const FieldRule* rule_for(std::size_t index) const {
        for (std::size_t i = 0; i < rule_count; ++i) {
            if (same(rules[i].field, names[index])) return &rules[i];
        }
        return nullptr;
    }
    constexpr std::string_view key(std::size_t index) const {
        const FieldRule* rule = rule_for(index);
        return rule && !rule->key.empty() ? rule->key : names[index];
    }
    // The characters of ,"key": for all fields, and room behind for readers of whole words.
    constexpr std::size_t text_size() const {
        std::size_t size = 16;
        for (std::size_t i = 0; i < count; ++i) size += key(i).size() + 4;
        return size;
    }
};

enum class RuleFault : unsigned char { none, other_check, length, range };
constexpr RuleFault fault_of(const FieldRule& rule, const MemberFacts& member) {
    if (rule.check.is_set() && !rule.check.takes(member.checked)) return RuleFault::other_check;
    if ((rule.min_length != 0 || rule.max_length != no_limit) && !member.has_length) return RuleFault::length;
    if ((rule.min.is_set() || rule.max.is_set()) && !member.has_range) return RuleFault::range;
    return RuleFault::none;
}
constexpr bool is_plain_key(std::string_view key) {
    for (char c : key) {
        if (static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\' || c == '<' || c == '>' || c == '&')
            return false;
    }
    return !key.empty();
}
// Two fields with one key; `count` twice without.
struct Twice {
    std::size_t first, second;
};
constexpr Twice find_twice(const MemberList& list) {
    if (list.rule_count == 0) return {list.count, list.count};  // names differ
    for (std::size_t i = 0; i < list.count; ++i) {
        const std::string_view key = list.key(i);
        for (std::size_t k = i + 1; k < list.count; ++k) {
            if (same(key, list.key(k))) return {i, k};
        }
    }
    return {list.count, list.count};
}
// Whether nothing is wrong; what it is, find_mistake() finds out, which costs more.
constexpr bool is_fine(const MemberList& list) {
    for (std::size_t i = 0; i < list.count; ++i) {
        if (!list.facts[i]->is_usable) return false;
    }
    for (std::size_t r = 0; r < list.rule_count; ++r) {
        const FieldRule& rule = list.rules[r];
        std::size_t i = 0;
        while (i < list.count && !same(list.names[i], rule.field)) ++i;
        if (i == list.count || fault_of(rule, *list.facts[i]) != RuleFault::none) return false;
        if (!rule.key.empty() && !is_plain_key(rule.key)) return false;
    }
    return find_twice(list).first == list.count;
}

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
    switch (fault_of(*rule, member_facts<M>)) {
        case RuleFault::none: return;
        case RuleFault::other_check:
            mistake << where.view() << " has a check for another type.\n  remedy: [](const ";
            append_type(mistake, type_name<typename CheckedType<std::remove_const_t<M>>::type>());
            mistake << "& value) { return ...; }";
            return;
        case RuleFault::length:
            mistake << where.view()
                    << " has a limit on its length, and is neither text nor a list.\n  remedy: .min and "
                    << ".max for numbers.";
            return;
        case RuleFault::range:
            mistake << where.view() << " has a range, and is not a number.\n  remedy: .min_length and .max_length for "
                    << "text and lists.";
    }
}
// Rules that name no field, wire names that need escaping or are used twice.
consteval void check_rules(Message& mistake, std::string_view type, const MemberList& list) {
    for (std::size_t i = 0; i < list.rule_count && mistake.ok(); ++i) {
        const FieldRule& rule = list.rules[i];
        std::size_t f = 0;
        while (f < list.count && list.names[f] != rule.field) ++f;
        if (f == list.count) {
            mistake << "describe() of '" << type << "' names a field '" << rule.field
                    << "' that is not there.\n  fields:";
            for (f = 0; f < list.count; ++f) mistake << " " << list.names[f];
        } else if (!rule.key.empty() && !is_plain_key(rule.key)) {
            mistake << "describe() of '" << type << "' gives field '" << rule.field
                    << "' a key with characters that need escaping.\n  remedy: a key without quotes, backslashes, <, "
                       ">, & and control characters.";
        }
    }
    const Twice twice = find_twice(list);
    if (!mistake.ok() || twice.first == list.count) return;
    mistake << "two fields of '" << type << "' have the key '" << list.key(twice.first)
            << "'.\n  remedy: another .key in describe().";
}

template <std::size_t N>
struct KeyText {
    char chars[N];
};
template <std::size_t N>
consteval KeyText<N> key_text(const MemberList& list) {
    KeyText<N> t{};
    char* to = t.chars;
    for (std::size_t i = 0; i < list.count; ++i) {
        const std::string_view key = list.key(i);
        *to++ = ',';
        *to++ = '"';
        for (std::size_t c = 0; c < key.size(); ++c) *to++ = key.data()[c];
        *to++ = '"';
        *to++ = ':';
    }
    return t;
}

template <std::size_t N>
struct FieldTable {
    Field fields[N ? N : 1];
    std::uint64_t required = 0;
};
using Reset = void (*)(void* member);
template <std::size_t N>
consteval FieldTable<N> field_table(const MemberList& list, const char* text, const std::uint32_t* offsets,
                                    const Reset* defaults) {
    FieldTable<N> table{};
    for (std::size_t i = 0; i < N; ++i) {
        const MemberFacts& member = *list.facts[i];
        const FieldRule* rule = list.rule_for(i);
        const std::size_t size = (rule && !rule->key.empty() ? rule->key : list.names[i]).size();
        const Presence presence = rule ? rule->presence : Presence::by_type;
        Field& f = table.fields[i];
        f.quoted = {text, size + 4};
        f.key = {text + 2, size};
        f.name = rule && !rule->key.empty() ? list.names[i] : f.key;
        text += size + 4;
        f.type = member.type;
        f.offset = offsets[i];
        f.index = static_cast<std::uint8_t>(i);
        f.rule = rule;
        f.required = presence == Presence::required || (presence == Presence::by_type && !member.reset);
        f.reset = presence == Presence::defaulted ? defaults[i] : member.reset;
        table.required |= static_cast<std::uint64_t>(f.required) << i;
    }
    return table;
}

// How a field that describe() calls defaulted gets its default again.
template <class T, class M, std::size_t I, bool Defaulted>
consteval Reset default_of() {
    if constexpr (!Defaulted) return nullptr;
    else
        return [](void* member) {
            T fresh{};
            *static_cast<M*>(member) = std::move(field<I>(fresh));
        };
}
template <std::size_t N>
struct Defaults {
    Reset at[N ? N : 1];
};

template <class T, class Members>
struct ObjectParts;
template <class T, class... M>
struct ObjectParts<T, Types<M...>> {
    static constexpr std::size_t count = sizeof...(M);
    [[gnu::nodebug]] static constexpr auto rules = rules_of<T>();
    [[gnu::nodebug]] static constexpr const MemberFacts* facts[] = {&member_facts<M>..., nullptr};
    [[gnu::nodebug]] static constexpr MemberList list{facts, Fields<T>::names.at, count, rules.at, rules.count};
    [[gnu::nodebug]] static constexpr bool fine = is_fine(list);

    static consteval Message find_mistake() {
        Message mistake;
        std::size_t i = 0;
        ((check_member<T, M>(mistake, list.names[i], list.rule_for(i)), ++i), ...);
        check_rules(mistake, type_name<T>(), list);
        return mistake;
    }
    static constexpr bool is_defaulted(std::size_t index) {
        const FieldRule* rule = list.rule_for(index);
        return rule && rule->presence == Presence::defaulted;
    }
    template <std::size_t... I>
    static consteval Defaults<count> find_defaults(std::index_sequence<I...>) {
        return {{default_of<T, M, I, is_defaulted(I)>()...}};
    }
    static consteval Defaults<count> defaults() {
        if constexpr (rules.count == 0) return {};
        else return find_defaults(std::make_index_sequence<count>{});
    }
};

template <class T>
struct Parts {
    using type = ObjectParts<T, MemberTypes<T, Fields<T>::count>>;  // looked up once
};
template <class T>
using PartsOfObject = typename Parts<T>::type;

template <class T>
struct ObjectTable {
    using All = PartsOfObject<T>;
    static constexpr std::size_t count = All::count;
    [[gnu::nodebug]] static constexpr auto text = key_text<All::list.text_size()>(All::list);
    [[gnu::nodebug]] static constexpr auto table =
        field_table<count>(All::list, text.chars, offsets<T, count>().at, All::defaults().at);
    static consteval ObjectInfo make() {
        ObjectInfo o{table.fields, count, table.required, nullptr};
        if constexpr (requires(const T& t, Problems& p) { t.check(p); }) {
            o.check = [](const void* object, Problems& problems) { static_cast<const T*>(object)->check(problems); };
        }
        return o;
    }
    [[gnu::nodebug]] static constexpr ObjectInfo info = make();
};

// Whether type_mistake() finds nothing; without text, so that the compiler has little to do when all is well.
template <class T>
consteval bool is_readable() {
    if constexpr (!is_known<T>()) return false;
    else if constexpr (std::is_enum_v<T>) return FixedEnum<T>;
    else if constexpr (kind_of<T>() == Kind::object) {
        if constexpr (shape<T>.fault != Shape::none) return false;
        else return PartsOfObject<T>::fine;
    } else return true;
}
template <class T>
consteval Message type_mistake() {
    if constexpr (!is_known<T>()) return unknown_type(type_name<T>());
    else if constexpr (std::is_enum_v<T>) return enum_mistake<T>();
    else if constexpr (kind_of<T>() == Kind::object) {
        constexpr Message m = fields_mistake<T>();
        if constexpr (!m.ok()) return m;
        else return PartsOfObject<T>::find_mistake();
    } else {
        return {};
    }
}

template <class T>
constexpr TypeInfo make_info() {
    TypeInfo info;
    if constexpr (!is_readable<T>()) {
        static constexpr Message mistake = type_mistake<T>();
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
[[gnu::always_inline, gnu::nodebug]] constexpr const TypeInfo& type_info() {
    return detail::info_of<T>;
}

}  // namespace kaon::inline v0::reflect
