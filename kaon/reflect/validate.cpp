// The one compiled walk behind validate(): rules of a field against its value, then into the value.
#include "kaon/reflect/validate.hpp"

#include <cstring>

#include "kaon/base/real_text.hpp"
#include "kaon/base/utf8.hpp"

namespace kaon::inline v0::reflect {

namespace {

constexpr std::size_t max_errors = 100;
constexpr std::size_t max_depth = 100;

// One step of the path, on the stack of the walk.
struct Step {
    const Step* up;
    std::string_view name;
    std::size_t index;  // used when name.data() is null
};

void append_path(std::string& out, const Step* step) {
    if (!step) return;
    append_path(out, step->up);
    if (!out.empty()) out += '.';
    if (step->name.data()) out += step->name;
    else out += std::to_string(step->index);
}

template <class I>
int compare_whole(I value, const Bound& bound) {
    if (bound.is_real()) {
        const auto real = static_cast<double>(value);
        return real < bound.real() ? -1 : real > bound.real();
    }
    if constexpr (std::is_signed_v<I>) {
        if (bound.is_negative()) return value < bound.whole() ? -1 : value > bound.whole();
        if (value < 0) return -1;
        const auto natural = static_cast<std::uint64_t>(value);
        return natural < bound.natural() ? -1 : natural > bound.natural();
    } else {
        if (bound.is_negative()) return 1;
        return value < bound.natural() ? -1 : value > bound.natural();
    }
}
int compare(const TypeInfo& info, const void* value, const Bound& bound) {
    if (info.is_integer()) {
        return info.is_signed() ? compare_whole(load_signed(value, info.size), bound)
                                : compare_whole(load_unsigned(value, info.size), bound);
    }
    double real = 0;
    if (info.kind == Kind::float32) {
        float f;
        std::memcpy(&f, value, sizeof f);
        real = static_cast<double>(f);
    } else {
        std::memcpy(&real, value, sizeof real);
    }
    // NaN is in no range.
    if (real < bound.real()) return -1;
    return real > bound.real() ? 1 : real == bound.real() ? 0 : 2;
}

class Walk {
public:
    explicit Walk(Phrase phrase) : phrase_(phrase) {}

    void value(const TypeInfo& info, const void* at, const FieldRule* rule, const Step* step, std::size_t depth) {
        if (errors.size() >= max_errors) return;
        if (info.kind == Kind::optional) {
            const void* inner = info.optional->get(at);
            if (inner) value(*info.element, inner, rule, step, depth + 1);
            return;
        }
        if (rule) apply(info, at, *rule, step);
        if (info.kind < Kind::list || info.kind == Kind::opaque) return;
        if (depth >= max_depth) {
            static constexpr FieldRule none{};
            add(step, {Breach::too_deep, none, info});
            return;
        }
        if (info.kind == Kind::object) object(info, at, step, depth);
        else if (info.kind == Kind::list) elements(info, info.list->data(at), info.list->size(at), step, depth);
        else if (info.kind == Kind::array) elements(info, at, info.length, step, depth);
        else if (info.kind == Kind::map) entries(info, at, step, depth);
    }

    std::vector<FieldError> errors;

private:
    void add(const Step* step, const Violation& violation) {
        std::string path;
        append_path(path, step);
        const std::string_view own = violation.rule.message;
        errors.push_back({std::move(path), own.empty() ? phrase_(violation) : std::string(own)});
    }

    void apply(const TypeInfo& info, const void* at, const FieldRule& rule, const Step* step) {
        std::size_t length = 0;
        if (info.kind == Kind::string) length = count_code_points(*static_cast<const std::string*>(at));
        else if (info.kind == Kind::list) length = info.list->size(at);
        else if (info.kind == Kind::map) length = info.map->size(at);
        else length = rule.min_length;
        if (length < rule.min_length) return add(step, {Breach::too_short, rule, info});
        if (length > rule.max_length) return add(step, {Breach::too_long, rule, info});
        if (info.is_number()) {
            if (rule.min.is_set()) {
                const int order = compare(info, at, rule.min);
                if (order < 0 || order == 2) return add(step, {Breach::below_min, rule, info});
            }
            if (rule.max.is_set() && compare(info, at, rule.max) > 0) return add(step, {Breach::above_max, rule, info});
        }
        if (rule.check.is_set() && !rule.check(at)) add(step, {Breach::rejected, rule, info});
    }

    void object(const TypeInfo& info, const void* at, const Step* up, std::size_t depth) {
        for (const Field& field : info.object->fields()) {
            const Step step{up, field.key, 0};
            value(*field.type, field.address(at), field.rule, &step, depth + 1);
        }
        if (info.object->check) {
            std::string prefix;
            append_path(prefix, up);
            Problems problems(errors, prefix);
            info.object->check(at, problems);
        }
    }

    void elements(const TypeInfo& info, const void* first, std::size_t count, const Step* up, std::size_t depth) {
        if (info.element->kind < Kind::optional) return;  // scalars carry no rules of their own
        const char* at = static_cast<const char*>(first);
        for (std::size_t i = 0; i < count && errors.size() < max_errors; ++i, at += info.element->size) {
            const Step step{up, {}, i};
            value(*info.element, at, nullptr, &step, depth + 1);
        }
    }

    void entries(const TypeInfo& info, const void* map, const Step* up, std::size_t depth) {
        struct Context {
            Walk& walk;
            const TypeInfo& element;
            const Step* up;
            std::size_t depth;
        } context{*this, *info.element, up, depth};
        if (info.element->kind < Kind::optional) return;
        info.map->each(map, &context, [](void* c, std::string_view key, const void* at) {
            auto& [walk, element, parent, level] = *static_cast<Context*>(c);
            const Step step{parent, key.data() ? key : std::string_view(""), 0};
            walk.value(element, at, nullptr, &step, level + 1);
        });
    }

    Phrase phrase_;
};

std::string counted(std::size_t n, const TypeInfo& type) {
    const bool text = type.kind == Kind::string;
    return std::to_string(n) + (text ? (n == 1 ? " character" : " characters") : (n == 1 ? " item" : " items"));
}

}  // namespace

void Problems::add(std::string_view path, std::string_view message) {
    std::string full(prefix_);
    if (!full.empty() && !path.empty()) full += '.';
    full += path;
    out_.push_back({std::move(full), std::string(message)});
}

std::string to_text(const Bound& bound) {
    if (!bound.is_real()) return bound.is_negative() ? std::to_string(bound.whole()) : std::to_string(bound.natural());
    char buffer[real_text_size];
    return {buffer, write_real(buffer, bound.real())};
}

std::string english(const Violation& v) {
    switch (v.breach) {
        case Breach::too_short:
            return v.rule.min_length == 1 ? "must not be empty"
                                          : "must have at least " + counted(v.rule.min_length, v.type);
        case Breach::too_long: return "must have at most " + counted(v.rule.max_length, v.type);
        case Breach::below_min: return "must be at least " + to_text(v.rule.min);
        case Breach::above_max: return "must be at most " + to_text(v.rule.max);
        case Breach::rejected: return "is not acceptable";
        case Breach::too_deep: break;
    }
    return "is nested too deeply";
}

std::vector<FieldError> validate(const TypeInfo& info, const void* value, Phrase phrase) {
    Walk walk(phrase);
    walk.value(info, value, nullptr, nullptr, 0);
    return std::move(walk.errors);
}

}  // namespace kaon::inline v0::reflect
