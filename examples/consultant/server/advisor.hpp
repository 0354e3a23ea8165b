// Advisor: the rule base, shared by all cores, and the step that every way in ends with: answer and store.
#pragma once

#include <memory>

#include "advisor/advise.hpp"
#include "app/draft.hpp"
#include "kaon/sql/sql.hpp"

namespace consultant {

class Advisor {
public:
    static constexpr bool is_shareable = true;  // the rule base never changes after loading

    explicit Advisor(Knowledge knowledge) : knowledge_(std::make_shared<const Knowledge>(std::move(knowledge))) {}

    // `draft` has no problems. Its own language goes before `language`, the visitor's. Gives the id of what was stored.
    kaon::Task<std::int64_t> consult(kaon::Db db, Draft draft, Language language) const;

private:
    std::shared_ptr<const Knowledge> knowledge_;
};

}  // namespace consultant
