// The operations of cases.json, done to the in-process page. A browser does the same in tests/browser.
#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>

#include <gtest/gtest.h>

#include "kaon/json/read.hpp"
#include "kaon/json/value.hpp"
#include "kaon/json/write.hpp"
#include "kaon/ui/dom/testing/page.hpp"
#include "kaon/ui/dom/testing/utf16.hpp"

namespace {

using kaon::dom::testing::TestPage;
using kaon::json::Value;

kaon::json::Value read_cases() {
    std::ifstream file(KAON_DOM_CASES);
    const std::string text{std::istreambuf_iterator<char>(file), {}};
    return kaon::json::read<Value>(text).value();
}

struct Batch {
    std::vector<std::uint32_t> words;
    std::string text;
    std::uint32_t units = 0;

    void add(const Value& operand) {
        if (const std::string* one = operand.text()) {
            const auto size = static_cast<std::uint32_t>(kaon::dom::testing::to_utf16(*one).size());
            words.insert(words.end(), {units, size});
            units += size;
            text += *one;
        } else if (const Value* real = operand.find("real")) {
            const double number = real->number().value();
            std::uint32_t halves[2];
            std::memcpy(halves, &number, sizeof number);
            words.insert(words.end(), std::begin(halves), std::end(halves));
        } else {
            words.push_back(static_cast<std::uint32_t>(operand.integer().value()));
        }
    }
};

Batch assemble(const Value& operations, const Value::Array& names) {
    Batch batch;
    for (const Value& operation : *operations.array()) {
        const Value::Array& parts = *operation.array();
        batch.words.push_back(static_cast<std::uint32_t>(std::ranges::find(names, parts[0]) - names.begin()));
        for (std::size_t i = 1; i < parts.size(); ++i) batch.add(parts[i]);
    }
    return batch;
}

thread_local Value::Array told;
thread_local std::vector<std::uint32_t> answers;

std::uint32_t record(std::uint32_t base, std::uint32_t slot, int, int, int c, std::string_view text) {
    told.push_back(Value(Value::Array{base, slot, c, text}));
    if (answers.empty()) return 0;
    const std::uint32_t answer = answers.front();
    answers.erase(answers.begin());
    return answer;
}

class Case {
public:
    Case(const Value& spec, const Value::Array& names) : page_(*spec.find("page")->text(), record), names_(names) {}

    void step(const Value& step) {
        const kaon::json::Member& what = step.object()->front();
        if (what.key == "apply") {
            const Batch batch = assemble(what.value, names_);
            page_.apply(batch.words.data(), static_cast<std::uint32_t>(batch.words.size()), batch.text);
        } else if (what.key == "html") {
            EXPECT_EQ(page_.html(), *what.value.text());
        } else if (what.key == "told") {
            EXPECT_EQ(kaon::json::write(Value(told)), kaon::json::write(what.value));
            told.clear();
        } else if (what.key == "answers") {
            for (const Value& answer : *what.value.array())
                answers.push_back(static_cast<std::uint32_t>(*answer.integer()));
        } else if (what.key == "log") {
            Value::Array lines;
            for (const std::string& line : page_.log()) lines.emplace_back(line);
            EXPECT_EQ(kaon::json::write(Value(lines)), kaon::json::write(what.value));
        } else if (what.key == "click") {
            const Value* index = step.find("index");
            page_.find_all(*what.value.text()).at(index ? *index->natural() : 0).click();
        } else if (what.key == "check") {
            page_.find(*what.value.text()).check();
        } else {
            pair(what.key, *what.value.array());
        }
    }

private:
    void pair(const std::string& what, const Value::Array& values) {
        const std::string& first = *values[0].text();
        const std::string& second = *values[1].text();
        if (what == "value") {
            EXPECT_EQ(page_.find(first).value(), second);
        } else if (what == "type") {
            page_.find(first).type(second);
        } else if (what == "choose") {
            page_.find(first).choose(second);
        } else if (what == "key") {
            page_.find(first).key(second);
        } else if (what == "snapshot") {
            std::string tokens = page_.snapshot(first);
            std::ranges::replace(tokens, '\0', '|');
            EXPECT_EQ(tokens, second);
        } else {
            FAIL() << "no step is called " << what;
        }
    }

    TestPage page_;
    const Value::Array& names_;
};

TEST(test_page, does_what_a_browser_does_with_every_operation) {
    const Value all = read_cases();
    for (const Value& one : *all.find("cases")->array()) {
        SCOPED_TRACE(*one.find("name")->text());
        told.clear();
        answers.clear();
        Case running(one, *all.find("operations")->array());
        for (const Value& step : *one.find("steps")->array()) running.step(step);
    }
}

}  // namespace
