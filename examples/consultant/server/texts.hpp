// The sentences that only the server says, in both languages; those of both halves are in app/words.hpp.
//
//   const Texts& t = texts(Language::ru);
//   h1(t.title);
#pragma once

#include <string_view>

#include "app/words.hpp"

namespace consultant {

struct Texts {
    std::string_view title;                 // of the site
    std::string_view tagline;               // <title> of the front page
    std::string_view description;           // <meta name="description">
    std::string_view skip_to_content;
    std::string_view language_switch;       // aria-label
    std::string_view hero_heading;
    std::string_view hero_lead;
    std::string_view error_prefix;          // in <title> while the form has errors
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
    std::string_view ask_again;
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

}  // namespace consultant
