// consult: what the browser asks the server for: a draft's answer. The same as sending the form, without a new page.
#pragma once

#include "app/draft.hpp"
#include "app/summary.hpp"
#include "kaon/app/server_function.hpp"

namespace consultant {

struct Answer {
    Summary summary;              // for the history
    std::string better_language;  // what fits better than Rust; empty unless that is the verdict
    std::string html;             // of the answer's Markdown, made with raw HTML off; its headings begin with <h3>
};

inline constexpr kaon::ServerFunction<"/fn/consult", Draft, Answer> consult{};

}  // namespace consultant
