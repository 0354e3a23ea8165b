// Fuzzes header fields: Headers against a plain list, and a response that carries them: no field breaks its framing.
//
// The input is a list of operations, each a byte, then a name and a value up to a newline; a byte that follows 0x1b is
// taken as it is, so that both can hold newlines.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <utility>
#include <vector>

#include "kaon/base/exact_test.hpp"
#include "kaon/http/h1/response_writer.hpp"
#include "kaon/http/headers.hpp"

using namespace kaon;
using namespace kaon::http;

namespace {

void require(bool condition) {
    if (!condition) std::abort();
}

class Input {
public:
    Input(const std::uint8_t* data, std::size_t size) : at_(data), end_(data + size) {}
    bool ended() const { return at_ == end_; }
    std::uint8_t byte() { return ended() ? 0 : *at_++; }
    std::string line() {
        std::string text;
        while (!ended() && *at_ != '\n') {
            if (*at_ == 0x1b && end_ - at_ > 1) ++at_;
            text += static_cast<char>(*at_++);
        }
        if (!ended()) ++at_;
        return text;
    }

private:
    const std::uint8_t* at_;
    const std::uint8_t* end_;
};

using Model = std::vector<std::pair<std::string, std::string>>;

void forget(Model& model, std::string_view name) {
    std::erase_if(model, [&](const auto& field) { return equals_ignoring_case(field.first, name); });
}

void compare(const Headers& headers, const Model& model) {
    require(headers.size() == model.size());
    std::size_t i = 0;
    for (const auto& [name, value] : headers) {
        require(name == model[i].first && value == model[i].second);
        ++i;
    }
    for (const auto& [name, value] : model) {
        std::size_t first = 0;
        while (!equals_ignoring_case(model[first].first, name)) ++first;
        require(headers.get(name) == model[first].second);
    }
}

// One line for each field, and the writer's own two or three around them.
void check_written(const Headers& headers, const Model& model) {
    Response response;
    response.headers = headers.copy();
    response.body = Body("content");
    ByteBuffer out;
    h1::write_head(out, response, {.date = "Sun, 06 Nov 1994 08:49:37 GMT", .keep_alive = false});
    const std::string_view text = out.view();
    require(text.find("\r\n\r\n") == text.size() - 4);
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = text.find_first_of("\r\n", at)) != text.npos; at += 2) {
        require(text.substr(at, 2) == "\r\n");
        ++lines;
    }
    require(lines <= model.size() + 5 && text.find("\r\ncontent-length: 7\r\n") != text.npos);
    require(text.find('\0') == text.npos);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    Input input(data, size);
    Headers headers;
    Model model;
    bool broken = false;
    while (!input.ended()) {
        const std::uint8_t what = input.byte();
        const std::string name = input.line();
        const std::string value = what % 8 < 5 ? input.line() : "";
        const bool good = is_token(name) && is_field_value(value);
        switch (what % 8) {
            case 0:
            case 1:
            case 2:
                headers.append_copy(name, value);
                if (good) model.emplace_back(name, value);
                else broken = true;
                break;
            case 3:
            case 4:
                headers.set_copy(name, value);
                if (good) forget(model, name), model.emplace_back(name, value);
                else broken = true;
                break;
            case 5: headers.remove(name), forget(model, name); break;
            case 6: headers = std::exchange(headers, Headers()); break;
            case 7: headers = headers.copy(); break;
        }
        require(headers.broken() == broken);
    }
    compare(headers, model);
    check_written(headers, model);
    return 0;
}
