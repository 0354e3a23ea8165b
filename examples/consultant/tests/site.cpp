// Building the application and sending what browsers send.
#include "tests/site.hpp"

#include <algorithm>

#include <gtest/gtest.h>

#include "advisor/load.hpp"
#include "embedded/migrations.hpp"
#include "server/routes.hpp"

namespace consultant {

using namespace kaon;

namespace {

Service application() {
    static const Knowledge knowledge = load_embedded_knowledge().value();
    Db db = Db::in_memory();
    TestLoop loop;
    EXPECT_TRUE(loop.run(migrate(db, migrations::files())));
    return routes().with(db).with(Advisor(knowledge)).build().value();
}

constexpr std::string_view browser_accepts = "text/html,application/xhtml+xml,*/*;q=0.8";

}  // namespace

Site::Site() : service_(application()), client_(service_) {}

TestResponse Site::page(std::string_view target, std::string_view language) {
    return client_.get(target).header("accept", browser_accepts).header("accept-language", language).send();
}

TestResponse Site::post_basic(std::string_view description, std::string_view language) {
    return client_.post("/consultations")
        .header("accept", browser_accepts)
        .header("accept-language", language)
        .form({{"form", "basic"}, {"language", language}, {"description", description}})
        .send();
}

TestResponse Site::post_pro(std::string_view stack, std::string_view project_type, std::string_view pain) {
    return client_.post("/consultations")
        .header("accept", browser_accepts)
        .form({{"form", "pro"}, {"stack", stack}, {"project_type", project_type}, {"pain", pain}})
        .send();
}

TestResponse Site::post_json(std::string body, std::string_view language) {
    return client_.post("/api/consultations").header("accept-language", language).json(std::move(body)).send();
}

std::vector<std::int64_t> Site::stored() {
    std::vector<std::int64_t> ids;
    const auto list = client_.get("/api/consultations?limit=100").send().json<std::vector<Summary>>();
    EXPECT_TRUE(list);
    for (const Summary& summary : *list) ids.push_back(summary.id);
    return ids;
}

Consultation Site::consultation(std::int64_t id) {
    return client_.get("/api/consultations/" + std::to_string(id)).send().json<Consultation>().value();
}

std::string fields_of(const TestResponse& response) {
    EXPECT_EQ(response.header("content-type"), "application/problem+json");
    const auto problem = response.json<Problem>();
    EXPECT_TRUE(problem) << response.text();
    std::vector<std::string> names;
    for (const ProblemField& field : problem->errors) names.push_back(field.field);
    std::ranges::sort(names);
    std::string all;
    for (const std::string& name : names) all += (all.empty() ? "" : " ") + name;
    return all;
}

bool contains(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

std::size_t count(std::string_view text, std::string_view part) {
    std::size_t found = 0;
    for (auto at = text.find(part); at != text.npos; at = text.find(part, at + part.size())) ++found;
    return found;
}

std::string repeated(std::string_view text, std::size_t times) {
    std::string all;
    for (std::size_t i = 0; i < times; ++i) all += text;
    return all;
}

}  // namespace consultant
