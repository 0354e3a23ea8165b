// The parts of a field; the message is told to whoever reads the field aloud.
#include "app/text_field.hpp"

#include "kaon/base/utf8.hpp"
#include "kaon/signal/memo.hpp"
#include "kaon/ui/ui.hpp"

namespace consultant {

using namespace kaon;
using namespace kaon::html;

namespace {

// Shown once a script is there to keep it true.
View counter(const Inquiry& inquiry, const Field& field) {
    const Memo length{[text = field.text] { return static_cast<std::uint32_t>(count_code_points(tidied(text()))); }};
    return span(cls("field-count"), cls("field-count-over", [length, limit = field.limit] { return length() > limit; }),
                hidden([alive = inquiry.alive] { return !alive(); }),
                [length, limit = field.limit, w = &inquiry.words()] {
                    return number(*w, length()).append(" / ").append(number(*w, limit));
                });
}

}  // namespace

View text_field(const Inquiry& inquiry, const Field& field, const FieldWords& say) {
    const std::string name(field.name), hint_id = name + "-hint", error_id = name + "-error";
    const auto error = [inquiry, name = field.name] { return inquiry.error_of(name); };
    return div(cls("field"), cls("field-invalid", [error] { return !error().empty(); }),
               div(cls("field-head"), html::label(cls("field-label"), for_(name), say.label), counter(inquiry, field)),
               p(cls("field-hint"), id(hint_id), fill(say.hint, {{"limit", number(inquiry.words(), field.limit)}})),
               textarea(cls("field-input"), cls("field-input-large", say.size == FieldSize::large), id(name),
                        html::name(name), rows(say.size == FieldSize::large ? 8 : 3), required(), dir("auto"),
                        aria("describedby", [=] { return error().empty() ? hint_id : hint_id + " " + error_id; }),
                        aria("invalid", [error] { return error().empty() ? std::optional<bool>() : true; }),
                        placeholder(say.placeholder), ref(field.element), bind::value(field.text)),
               show([error] { return !error().empty(); }, [=] { return p(cls("field-error"), id(error_id), error); }));
}

}  // namespace consultant
