// Site: the whole consultant in process, over an empty database in memory; and small helpers to look at what it says.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "kaon/sql/sql.hpp"
#include "kaon/web/test_client.hpp"
#include "server/consultation.hpp"

namespace consultant {

class Site {
public:
    Site();

    kaon::TestClient& client() { return client_; }
    const kaon::Service& service() const { return service_; }

    // A visitor's browser asks for a page in this language.
    kaon::TestResponse page(std::string_view target, std::string_view language = "en");
    kaon::TestResponse post_basic(std::string_view description, std::string_view language = "en");
    kaon::TestResponse post_pro(std::string_view stack, std::string_view project_type, std::string_view pain);
    kaon::TestResponse post_json(std::string body, std::string_view language = "en");

    // Ids from the API, the newest first.
    std::vector<std::int64_t> stored();
    Consultation consultation(std::int64_t id);

private:
    kaon::Service service_;
    kaon::TestClient client_;
};

struct ProblemField {
    std::string field;
    std::string message;
};
struct Problem {
    int status = 0;
    std::vector<ProblemField> errors;
};
// The fields that a problem+json complains of, sorted: "pain stack".
std::string fields_of(const kaon::TestResponse& response);

bool contains(std::string_view text, std::string_view part);
std::size_t count(std::string_view text, std::string_view part);
std::string repeated(std::string_view text, std::size_t times);

}  // namespace consultant
