// The document as the DOM renderer's host: kaon/browser/glue/dom.js applies the operations.
#include "kaon/browser/host/document.hpp"

#include <cstdlib>
#include <utility>

#include "kaon/browser/host/imports.hpp"
#include "kaon/browser/turn.hpp"
#include "kaon/ui/dom/page.hpp"

// Weak: a program in which nothing hydrates asks for no snapshot, and its glue knows of none.
namespace kaon::inline v0::dom::detail {
[[gnu::weak]] Mounted hydrate(Instance* instance, std::string_view id, const View& view);
}

namespace kaon::inline v0::browser::host {

namespace {

extern "C" {
// Operations and their text (kaon/ui/dom/ops.hpp).
KAON_IMPORT(apply) void kaon_apply(const std::uint32_t* ops, std::uint32_t words, const char* text, std::size_t size);
// Writes the tokens of an element's content into text_buffer() and gives their size.
KAON_IMPORT(snapshot) std::uint32_t kaon_snapshot(const char* id, std::size_t size);
}

// Where the page leaves text for the program: that of an event, a snapshot.
struct Incoming {
    char* text = nullptr;
    std::uint32_t capacity = 0;
};
Incoming incoming;

class Document final : public dom::Host {
public:
    void apply(const std::uint32_t* ops, std::uint32_t words, std::string_view text) override {
        kaon_apply(ops, words, text.data(), text.size());
    }
    std::string snapshot(std::string_view id) override {
        if (!&dom::detail::hydrate) return {};
        const std::uint32_t size = kaon_snapshot(id.data(), id.size());
        return std::string(incoming.text, size);
    }
};

}  // namespace

void use_document() {
    static Document document;
    dom::use(&document);
    after_turn(&dom::flush);
}

}  // namespace kaon::inline v0::browser::host

extern "C" {

KAON_EXPORT(text_buffer) char* kaon_text_buffer(std::uint32_t size) {
    using kaon::browser::host::incoming;
    if (size > incoming.capacity) {
        std::free(incoming.text);
        incoming.text = static_cast<char*>(std::malloc(size));
        if (!incoming.text) std::abort();
        incoming.capacity = size;
    }
    return incoming.text;
}

KAON_EXPORT(event)
std::uint32_t kaon_event(std::uint32_t base, std::uint32_t slot, int a, int b, int c, std::uint32_t text_size) {
    const kaon::browser::Turn turn;
    // The handler may cause events itself (focus), which get a buffer of their own.
    const auto told = std::exchange(kaon::browser::host::incoming, {});
    const std::uint32_t answer = kaon::dom::dispatch(base, slot, a, b, c, {told.text, text_size});
    std::free(told.text);
    return answer;
}

}  // extern "C"
