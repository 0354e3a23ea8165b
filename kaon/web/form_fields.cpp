// Pairs to fields, then the struct's own rules.
#include "kaon/web/form_fields.hpp"

#include <algorithm>

#include "kaon/http/form.hpp"
#include "kaon/reflect/text.hpp"
#include "kaon/reflect/validate.hpp"

namespace kaon::inline v0::web {

namespace {

using reflect::Field;
using reflect::Kind;

class FormFields {
public:
    FormFields(FormSource source, const reflect::ObjectInfo& object, void* value)
        : source_(source), object_(object), value_(value) {}

    void take(std::string_view key, std::string_view text) {
        const Field* field = object_.find(key);
        if (!field) return;
        const std::uint64_t bit = std::uint64_t{1} << (field - object_.first);
        void* member = field->address(value_);
        if (field->type->kind == Kind::list) {
            take_element(*field, member, text);
        } else if (!(seen_ & bit)) {
            if (auto read = reflect::read_text(*field->type, member, text); !read)
                complain(*field, read.error().text());
        }
        seen_ |= bit;
    }

    void finish() {
        for (const Field& field : object_.fields()) {
            if (seen_ & (std::uint64_t{1} << (&field - object_.first))) continue;
            const bool unticked = source_ == FormSource::body && field.type->kind == Kind::boolean;
            if (field.required && !unticked && field.type->kind != Kind::list) complain(field, "is missing");
        }
    }

    std::vector<FieldError>& wrong() { return wrong_; }

private:
    static constexpr std::size_t max_elements = 1000;

    void take_element(const Field& field, void* list, std::string_view text) {
        const reflect::ListOps& ops = *field.type->list;
        const std::size_t size = ops.size(list);
        if (size >= max_elements) return;
        auto read = reflect::read_text(*field.type->element, ops.slot(list, size), text);
        if (!read) complain(field, read.error().text());
    }
    void complain(const Field& field, std::string_view message) {
        const auto same = [&](const FieldError& e) { return e.path == field.key; };
        if (std::none_of(wrong_.begin(), wrong_.end(), same))
            wrong_.push_back({std::string(field.key), std::string(message)});
    }

    FormSource source_;
    const reflect::ObjectInfo& object_;
    void* value_;
    std::uint64_t seen_ = 0;
    std::vector<FieldError> wrong_;
};

}  // namespace

Result<> read_form(std::string_view text, FormSource source, const reflect::TypeInfo& info, void* value) {
    FormFields fields(source, *info.object, value);
    http::FormReader form(text, {.bytes = UINT64_MAX});
    while (form.next()) fields.take(form.key(), form.value());
    if (auto read = form.outcome(); !read) return read;
    fields.finish();

    const bool misfits = !fields.wrong().empty();
    std::vector<FieldError> wrong = std::move(fields.wrong());
    for (FieldError& broken : reflect::validate(info, value)) {
        const auto same = [&](const FieldError& e) { return e.path == broken.path; };
        if (std::none_of(wrong.begin(), wrong.end(), same)) wrong.push_back(std::move(broken));
    }
    if (wrong.empty()) return {};
    Error error(misfits && source == FormSource::query ? Errc::invalid : Errc::unprocessable);
    for (const FieldError& field : wrong) error.add_field(field.path, field.message);
    return error;
}

}  // namespace kaon::inline v0::web
