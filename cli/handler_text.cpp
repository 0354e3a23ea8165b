// Reading the few forms that types of handlers have.
#include "cli/handler_text.hpp"

#include <algorithm>
#include <vector>

namespace kaon::inline v0::cli {

namespace {

constexpr std::size_t longest = 100;

// What stands between commas that are in no brackets.
std::vector<std::string_view> split_arguments(std::string_view text) {
    std::vector<std::string_view> parts;
    int depth = 0;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '<' || c == '(' || c == '{') ++depth;
        if (c == '>' || c == ')' || c == '}') --depth;
        if (depth == 0 && text.substr(i).starts_with(", ")) {
            parts.push_back(text.substr(from, i - from));
            from = i + 2;
        }
    }
    parts.push_back(text.substr(from));
    return parts;
}

// "(lambda at /home/ada/shop/server/x.cpp:3:4)": "lambda at server/x.cpp:3".
std::string with_short_lambdas(std::string_view type, std::string_view project) {
    std::string out(type);
    constexpr std::string_view begin = "(lambda at ";
    for (std::size_t at = 0; (at = out.find(begin, at)) != out.npos;) {
        const std::size_t end = out.find(')', at);
        if (end == out.npos) break;
        std::string place = out.substr(at + begin.size(), end - at - begin.size());
        place.resize(std::min(place.size(), place.rfind(':')));
        if (place.starts_with(project)) place.erase(0, project.size() + 1);
        place.insert(0, "lambda at ");
        out.replace(at, end + 1 - at, place);
        at += place.size();
    }
    return out;
}

std::string signature(std::string_view type) {
    const std::size_t at = type.find(" (*)(");
    if (at == type.npos || !type.ends_with(')')) return std::string(type);
    return std::string(type.substr(at + 4)) + " -> " + std::string(type.substr(0, at));
}

}  // namespace

std::string handler_text(std::string_view type, std::string_view project) {
    constexpr std::string_view served = "remote::Served<";
    std::string text = with_short_lambdas(type, project);
    if (text.starts_with(served)) {
        const auto parts = split_arguments(std::string_view(text).substr(served.size()));
        if (parts.size() > 1) text = "server function " + signature(parts[1]);
    } else {
        text = signature(text);
    }
    if (text.size() > longest) text = text.substr(0, longest) + "...";
    return text;
}

}  // namespace kaon::inline v0::cli
