// Negation and quantities, with the words of the real lexicon.
#include <gtest/gtest.h>

#include "advisor/lexicon.hpp"
#include "advisor/load.hpp"

namespace consultant {
namespace {

const Lexicon& lexicon() {
    static const auto knowledge = load_embedded_knowledge();
    EXPECT_TRUE(knowledge.has_value()) << knowledge.error().text();
    return knowledge->lexicon;
}

// Whether `word` (its first token) counts as denied in `text`.
bool denied(std::string_view text, std::string_view word) {
    const Tokens tokens(text);
    const auto before = negated_tokens(lexicon(), tokens);
    const auto after = denied_later(lexicon(), tokens);
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        if (tokens.folded(i) == word) return before[i] || after[i];
    }
    ADD_FAILURE() << word << " is not in " << text;
    return false;
}

TEST(negation, reaches_as_far_as_readers_expect) {
    struct Row {
        std::string_view text, word;
        bool denied;
    };
    const Row rows[] = {{"no GC problems", "gc", true},
                        {"we do not have high load", "load", true},
                        {"without high load and GC pauses", "gc", true},
                        {"no high load, but GC pauses", "gc", false},
                        {"no load or pauses", "pauses", true},
                        {"no load and pauses", "pauses", false},
                        {"not only pauses", "pauses", false},
                        {"no longer fast under load", "load", false},
                        {"load is not a problem", "load", true},
                        {"it cannot cope with load", "load", false},
                        {"it does not cope with load", "load", false},
                        {"pauses hurt", "pauses", false},
                        {"без высокой нагрузки", "нагрузки", true},
                        {"пауз нет", "пауз", true},
                        {"нет пауз", "пауз", true},
                        {"высокой нагрузки нет, паузы есть", "паузы", false},
                        {"не только паузы", "паузы", false},
                        {"не справляется с нагрузкой", "нагрузкой", false},
                        {"нагрузки не будет", "нагрузки", true},
                        {"нагрузки нет, но паузы мешают", "паузы", false},
                        {"без пауз и нагрузки", "нагрузки", true}};
    for (const Row& row : rows) EXPECT_EQ(denied(row.text, row.word), row.denied) << row.text;
}

TEST(quantities, read_rates_people_and_time_in_both_languages) {
    struct Row {
        std::string_view text, unit;
        double value;
    };
    const Row rows[] = {{"50 000 rps", "rate", 50000},
                        {"20k requests per second", "rate", 20000},
                        {"100 тыс. запросов в секунду", "rate", 100000},
                        {"1,5 млн сообщений в минуту", "rate", 25000},
                        {"2M events per day", "rate", 23.148},
                        {"50к rps", "rate", 50000},
                        {"300 payment transactions per second", "rate", 300},
                        {"80 req/s", "rate", 80},
                        {"10 тысяч запросов/сек", "rate", 10000},
                        {"team of 3 people", "people", 3},
                        {"two developers", "people", 2},
                        {"команда из трёх человек", "people", 3},
                        {"запуск через 2 месяца", "weeks", 8.6},
                        {"demo in 6 weeks", "weeks", 6},
                        {"p99 latency 5 ms", "latency_ms", 5},
                        {"300k websockets", "connections", 300000},
                        {"40 сотрудников", "users", 40}};
    for (const Row& row : rows) {
        const Tokens tokens(row.text);
        const auto found = quantities(lexicon(), tokens);
        ASSERT_EQ(found.size(), 1u) << row.text;
        EXPECT_EQ(lexicon().units[found[0].unit].id, row.unit) << row.text;
        EXPECT_NEAR(found[0].value, row.value, row.value * 0.01) << row.text;
    }
}

TEST(quantities, ask_for_context_where_a_unit_is_ambiguous) {
    for (std::string_view text :
         {"founded 3 months ago", "5 people like it", "version 2", "in 2026", "it took 20 ms of CPU"}) {
        EXPECT_TRUE(quantities(lexicon(), Tokens(text)).empty()) << text;
    }
}

}  // namespace
}  // namespace consultant
