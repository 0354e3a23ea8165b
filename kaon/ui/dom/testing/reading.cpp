// Checked reading of a batch.
#include "kaon/ui/dom/testing/reading.hpp"

#include <array>
#include <cstring>

#include "kaon/ui/dom/testing/failure.hpp"
#include "kaon/ui/ssr/attributes.hpp"

namespace kaon::inline v0::dom::testing {

namespace {

constexpr auto operation_names = std::to_array<std::string_view>(
    {"none",          "name",       "root",   "define",     "open",        "fixed",          "slot",
     "close",         "instance",   "text",   "text_real",  "attribute",   "attribute_real", "attribute_off",
     "class_toggle",  "class_text", "style",  "style_real", "style_off",   "property",       "property_flag",
     "property_real", "before",     "remove", "clear",      "free",        "listen",         "event",
     "call",          "log",        "adopt",  "split",      "insert_text", "remove_node",    "end_snapshot"});
static_assert(operation_names.size() == static_cast<std::size_t>(Op::end_snapshot) + 1);

// Far more than a page of a test has; a handle above it is no handle.
constexpr std::uint32_t most_handles = 1 << 22;

}  // namespace

void Reading::broken(const std::string& why) const {
    std::string text = "operation " + std::to_string(operations_) + " of the batch, at word " + std::to_string(start_);
    if (start_ < count_ && words_[start_] < operation_names.size()) {
        ((text += " (") += operation_names[words_[start_]]) += ')';
    }
    fail(text + ": " + why);
}

Op Reading::operation() {
    start_ = at_;
    ++operations_;
    const std::uint32_t number = word();
    if (number == 0 || number >= operation_names.size()) broken(std::to_string(number) + " is no operation");
    return static_cast<Op>(number);
}

std::uint32_t Reading::word() {
    if (at_ >= count_) broken("the batch ends within it");
    return words_[at_++];
}

double Reading::real() {
    const std::uint64_t low = word();
    const std::uint64_t bits = low | static_cast<std::uint64_t>(word()) << 32;
    double number;
    std::memcpy(&number, &bits, sizeof number);
    return number;
}

std::string Reading::real_text() {
    std::string text;
    ui::append_real(text, real());
    return text;
}

std::string Reading::text() {
    const std::uint32_t offset = word();
    const std::uint32_t length = word();
    if (offset > text_.size() || length > text_.size() - offset) {
        broken("a text at " + std::to_string(offset) + " of length " + std::to_string(length) + " is not within the " +
               std::to_string(text_.size()) + " units of the batch");
    }
    return text_.cut(offset, length);
}

const std::string& Reading::name() { return name_of(word()); }

const std::string& Reading::name_of(std::uint32_t number) {
    const auto found = state_.names.find(number);
    if (found == state_.names.end()) broken("name " + std::to_string(number) + " was never given");
    return found->second;
}

Node* Reading::node_or_none() {
    const std::uint32_t handle = word();
    if (handle == 0) return nullptr;
    if (handle >= state_.handles.size() || !state_.handles[handle]) {
        broken("handle " + std::to_string(handle) + " is no node");
    }
    return state_.handles[handle];
}

Node& Reading::node() {
    if (state_.open && at_ < count_ && words_[at_] == 0) return ++at_, *state_.open;
    Node* node = node_or_none();
    if (!node) broken("handle 0 is no node");
    return *node;
}

Node& Reading::element() {
    Node& found = node();
    if (found.kind == NodeKind::fragment) broken("no element is open");
    if (found.kind != NodeKind::element) broken("the node is no element but \"" + found.data + "\"");
    return found;
}

Node& Reading::counted() {
    const std::uint32_t index = word();
    const auto found = state_.snapshot.find(index);
    if (found == state_.snapshot.end()) broken("node " + std::to_string(index) + " is not in the snapshot");
    return *found->second;
}

void Reading::set_handle(std::uint32_t handle, Node* node) {
    if (handle == 0 || handle > most_handles) broken("handle " + std::to_string(handle) + " cannot be given");
    if (handle >= state_.handles.size()) state_.handles.resize(handle + 1);
    state_.handles[handle] = node;
}

}  // namespace kaon::inline v0::dom::testing
