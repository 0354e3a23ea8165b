// Reading a view's shape: the hot half of templates. Defining a new one is in define.cpp.
#include "kaon/ui/dom/template.hpp"

#include <cstring>

#include "kaon/ui/dom/define.hpp"

namespace kaon::dom {

using ui::Item, ui::Kind, ui::Node, ui::NodeKind;
namespace flags = ui::flags;
namespace name_rules = ui::name_rules;

namespace {

constexpr int deepest = 500;  // a parser stops nesting at 512
constexpr std::uint32_t table_size = 256;

constinit thread_local Stack<Word> words{};
constinit thread_local Stack<SlotItem> items{};
constinit thread_local Template* table[table_size]{};
constinit thread_local std::uint32_t count = 0;

Word word_of(const void* pointer) { return reinterpret_cast<Word>(pointer); }

// Text that may lie elsewhere next time is told apart by what it says.
void push_content(std::string_view text) {
    words.push(text.size());
    for (std::size_t i = 0; i < text.size(); i += sizeof(Word)) {
        Word word = 0;
        std::memcpy(&word, text.data() + i, text.size() - i < sizeof word ? text.size() - i : sizeof word);
        words.push(word);
    }
}

void push_head(const Item& item, Part part) {
    words.push(static_cast<Word>(part) << 24 | static_cast<Word>(item.kind) << 16 | Word{item.rules} << 8 | item.flags);
}

void push_name(const Item& item) {
    if (item.flags & flags::literal_name) words.push(word_of(item.name));
    else push_content(item.attribute());
}

void read(const Node& node, int depth);

void read_child(const Node& parent, const Item& item, int depth) {
    if (item.kind == Kind::node) return read(*item.node, depth);
    if (is_fixed_child(item)) {
        words.push(word_of(item.chars));
        words.push(Word{item.size} << 8 | static_cast<Word>(item.kind));
        return;
    }
    push_head(item, part_of(item, false));
    if (item.kind == Kind::integer || item.kind == Kind::natural) words.push(is_small(item));
    items.push({&item, &parent});
}

void read_attribute(const Node& node, const Item& item) {
    if (is_fixed_attribute(item) && item.kind == Kind::text) {
        words.push(word_of(item.name));
        words.push(word_of(item.chars));
        words.push(Word{item.size} << 8 | static_cast<Word>(item.kind));
        return;
    }
    const bool flag = is_fixed_attribute(item);
    if (flag) words.push(item.natural ? 1 : 0);
    push_head(item, part_of(item, true));
    push_name(item);
    if (item.kind == Kind::handler) words.push(item.size);
    if (!flag) items.push({&item, &node});
}

void read(const Node& node, int depth) {
    if (node.kind == NodeKind::list || node.kind == NodeKind::pending) {
        words.push(static_cast<Word>(Part::region) << 24);
        items.push({nullptr, &node});
        return;
    }
    if (depth > deepest) return;
    if (node.rules & ui::tag_rules::copied) push_content(node.name());
    else words.push(word_of(node.tag));
    words.push(Word{node.count} << 16 | node.attributes);
    const Item* item = node.items();
    const Item* const children = item + node.attributes;
    const Item* const end = item + node.count;
    for (; item != children; ++item) read_attribute(node, *item);
    for (; item != end; ++item) read_child(node, *item, depth + 1);
}

std::uint32_t hash_of(const Word* at, std::uint32_t size) {
    std::uint32_t hash = size;
    for (std::uint32_t i = 0; i < size; ++i) {
        hash = (hash ^ static_cast<std::uint32_t>(at[i])) * 0x9E3779B1u;
        hash ^= hash >> 15;
    }
    return hash;
}

}  // namespace

bool is_small(const Item& item) {
    if (item.kind == Kind::integer) return item.integer == static_cast<std::int32_t>(item.integer);
    return item.kind == Kind::natural && item.natural <= INT32_MAX;
}

bool is_fixed_child(const Item& item) {
    return (item.flags & flags::literal) &&
           (item.kind == Kind::text || item.kind == Kind::script || item.kind == Kind::css || item.kind == Kind::json);
}

bool is_fixed_attribute(const Item& item) {
    if (item.rules & name_rules::property) return false;
    if (item.kind == Kind::flag) return !(item.rules & name_rules::toggle);
    return item.kind == Kind::text && (item.flags & flags::literal) && (item.flags & flags::literal_name);
}

Stack<SlotItem>& slot_items() { return items; }
std::uint32_t template_count() { return count; }

Part part_of(const Item& item, bool attribute) {
    if (item.kind == Kind::handler) return Part::handler;
    if (item.kind == Kind::ref) return Part::ref;
    if (!attribute) {
        if (item.kind == Kind::value) return Part::live_text;
        if (item.kind == Kind::view || item.kind == Kind::rows) return Part::region;
        return item.kind == Kind::html ? Part::html : Part::text;
    }
    if (item.rules & name_rules::toggle) return Part::toggle;
    const bool once = !ui::is_closure(item.kind);
    const bool plain = !(item.rules & (name_rules::cls | name_rules::style | name_rules::property));
    return once && plain ? Part::attribute : Part::setter;
}

const Template& read_template(const Node& node, bool svg, std::uint32_t first) {
    const std::uint32_t start = words.size();
    words.push(svg);
    read(node, 0);
    const Word* shape = words.data() + start;
    const std::uint32_t size = words.size() - start;
    const std::uint32_t hash = hash_of(shape, size);
    words.cut(start);
    for (Template* t = table[hash % table_size]; t; t = t->next) {
        if (t->hash == hash && t->shape_size == size && std::memcmp(t->shape, shape, size * sizeof(Word)) == 0)
            return *t;
    }
    Template* made = define_template(node, svg, first);
    made->hash = hash;
    made->shape_size = size;
    made->shape = static_cast<Word*>(std::malloc(size * sizeof(Word)));
    if (!made->shape) std::abort();
    std::memcpy(made->shape, shape, size * sizeof(Word));
    made->next = table[hash % table_size];
    table[hash % table_size] = made;
    ++count;
    return *made;
}

void forget_templates() {
    for (Template*& bucket : table) {
        while (Template* t = bucket) {
            bucket = t->next;
            free_template(t);
        }
    }
    count = 0;
    words.release();
    items.release();
}

}  // namespace kaon::dom
