// Every sentence of the user interface, in both languages: one struct, one constant per language.
//
//   const Texts& t = texts(Language::ru);
//   h1(t.title);
//   fill(t.error_too_long, {{"limit", "4000"}});     // "Не длиннее 4000 символов."
//
// A sentence that is missing in one language does not compile. What the answers say is in
// knowledge/02_rules.toml, not here.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

#include "advisor/advise.hpp"

namespace consultant {

struct Texts {
    std::string_view language_code;         // for lang="..."
    std::string_view title;                 // of the site
    std::string_view tagline;               // <title> of the front page
    std::string_view description;           // <meta name="description">
    std::string_view skip_to_content;
    std::string_view language_switch;       // aria-label
    std::string_view form_switch;           // aria-label
    std::string_view hero_heading;
    std::string_view hero_lead;

    std::string_view basic_name;
    std::string_view basic_note;
    std::string_view pro_name;
    std::string_view pro_note;
    std::string_view description_label;
    std::string_view description_hint;      // {limit}, as in the other hints
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

    std::string_view errors_heading;
    std::string_view error_empty;
    std::string_view error_too_long;        // {limit} {length}
    std::string_view error_encoding;
    std::string_view error_unknown_form;
    std::string_view error_unknown_language;
    std::string_view error_prefix;          // in <title> while the form has errors

    std::string_view principles_heading;
    std::string_view principle_frank;
    std::string_view principle_frank_text;
    std::string_view principle_traceable;
    std::string_view principle_traceable_text;
    std::string_view principle_private;
    std::string_view principle_private_text;

    std::string_view history_heading;
    std::string_view history_empty;
    std::string_view answer_title;          // {id}
    std::string_view answer_actions;        // aria-label
    std::string_view sum_heading;
    std::string_view sum_move;
    std::string_view sum_stay;
    std::string_view sum_hot_path;
    std::string_view sum_other;
    std::string_view sum_balance;
    std::string_view question_summary;      // unfolds what was written
    std::string_view why_summary;           // {count}
    std::string_view why_matched;           // before the visitor's words
    std::string_view why_follows;           // before other reasons
    std::string_view why_source;            // before a source
    std::string_view why_measured;
    std::string_view why_claimed;
    std::string_view why_judged;
    std::string_view download;
    std::string_view ask_again;

    std::string_view verdict_move;
    std::string_view verdict_hot_path_only;
    std::string_view verdict_stay;
    std::string_view verdict_other_language;
    std::string_view verdict_unclear;

    std::string_view not_found_title;
    std::string_view not_found_text;
    std::string_view consultation_not_found_text;
    std::string_view too_large_title;
    std::string_view too_large_text;        // {description} {pro}: limits
    std::string_view foreign_title;         // a form sent from another site
    std::string_view foreign_text;
    std::string_view refused_title;         // any other request that cannot be answered
    std::string_view refused_text;
    std::string_view failure_title;
    std::string_view failure_text;          // {request_id}
    std::string_view back_home;

    std::string_view footer_engine;
    std::string_view footer_sources;
};

const Texts& texts(Language language);

// The short name of a verdict for badges.
std::string_view verdict_label(const Texts& texts, Verdict verdict);

using Filling = std::pair<std::string_view, std::string_view>;

// "4,000" or "12 345", as the language writes it.
std::string number(const Texts& texts, std::size_t number);

// Replaces {name} by its value; a name that is not given stays. Values are not searched again. Escapes nothing.
std::string fill(std::string_view text, std::initializer_list<Filling> values);

}  // namespace consultant
