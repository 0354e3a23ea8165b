// Every sentence that both halves show, in both languages: one struct, one constant per language.
//
//   const Words& w = words(Language::ru);
//   h2(w.history_heading);
//   fill(w.error_too_long, {{"limit", "4000"}, {"length", "4001"}});   // "Не больше 4000 символов, сейчас 4001."
//
// A sentence that is missing in one language does not compile. They are part of the browser's program, so what only the
// server says is in server/texts.hpp, and what the answers say in knowledge/02_rules.toml.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "advisor/input.hpp"

namespace consultant {

struct Words {
    std::string_view language_code;  // for lang="..."
    std::string_view form_switch;  // aria-label
    std::string_view basic_name;
    std::string_view basic_note;
    std::string_view pro_name;
    std::string_view pro_note;
    std::string_view description_label;
    std::string_view description_hint;  // {limit}, as in the other hints
    std::string_view description_placeholder;
    std::string_view stack_label;
    std::string_view stack_hint;
    std::string_view stack_placeholder;
    std::string_view project_label;
    std::string_view project_hint;
    std::string_view project_placeholder;
    std::string_view pain_label;
    std::string_view pain_hint;
    std::string_view pain_placeholder;
    std::string_view submit;
    std::string_view submit_note;
    std::string_view submit_pending;
    std::string_view failure_no_answer;
    std::string_view failure_timed_out;
    std::string_view failure_other;
    std::string_view errors_heading;
    std::string_view error_empty;
    std::string_view error_too_long;  // {limit} {length}
    std::string_view error_encoding;
    std::string_view error_unknown_form;
    std::string_view error_unknown_language;
    std::string_view principles_heading;
    std::string_view principle_frank;
    std::string_view principle_frank_text;
    std::string_view principle_traceable;
    std::string_view principle_traceable_text;
    std::string_view principle_private;
    std::string_view principle_private_text;
    std::string_view history_heading;
    std::string_view history_empty;
    std::string_view answer_title;  // {id}
    std::string_view answer_actions;  // aria-label
    std::string_view answer_page;  // the link to the consultation's page
    std::string_view download;
    std::string_view verdict_move;
    std::string_view verdict_hot_path_only;
    std::string_view verdict_stay;
    std::string_view verdict_other_language;
    std::string_view verdict_unclear;
};

const Words& words(Language language);

// Unknown names are English.
Language language_named(std::string_view name);
// The short name of a verdict ("move", "stay") for badges.
std::string_view verdict_label(const Words& words, std::string_view verdict);

using Filling = std::pair<std::string_view, std::string_view>;

// "4,000" or "12 345", as the language writes it.
std::string number(const Words& words, std::size_t number);

// Replaces {name} by its value; a name that is not given stays. Values are not searched again. Escapes nothing.
std::string fill(std::string_view text, std::initializer_list<Filling> values);

}  // namespace consultant
