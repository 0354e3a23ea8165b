// Push, pull and the queue.
#include "kaon/signal/graph.hpp"

#include <cstring>
#include <new>

#include "kaon/signal/detail/stack.hpp"
#include "kaon/signal/pool.hpp"

namespace kaon::inline v0::graph {

struct Edge {
    Source* source;  // null: the source was detached, the edge goes with the observer's next run
    Node* observer;
    Edge* next_observer;
    Edge* previous_observer;
    Edge* next_source;
    bool parity;
};
static_assert(sizeof(void*) != 4 || sizeof(Edge) == 24);
static_assert(sizeof(void*) != 4 || sizeof(Node) == 32);

namespace {

// A run in progress. The edges before the cursor are confirmed.
struct Frame {
    explicit Frame(Node& running);
    ~Frame();
    Node* node;  // null: detached meanwhile
    Edge** cursor;
    Frame* outer;
    Frame* observer;  // the frame that was tracking
    std::uint32_t id;
    bool done = false;
};

// A node whose sources are being brought up to date, one after the other.
struct Pull {
    Node* node;  // null: detached meanwhile
    Edge* next;
};

// What only memos need: a node with observers of its own. A program without memos does not contain it.
struct MemoWork {
    void (*pull)(Node& root);      // brings what it reads up to date, then runs it if something changed
    void (*remember)(Node& node);  // a marked one, whose observers are to be marked
    void (*spread)();              // marks them
};

struct Graph {
    const MemoWork* memo_work = nullptr;  // null: no memo was made yet
    Frame* frames = nullptr;
    Frame* observer = nullptr;  // of what is read now; null: untracked
    detail::Stack<Node*> queue{};  // a heap by order
    detail::Stack<Node*> marks{};
    detail::Stack<Pull> pulls{};
    void (*wake)() = nullptr;
    std::uint32_t runs = 0;
    std::uint32_t made = 0;
    std::uint32_t batches = 0;
    bool flushing = false;
    bool wake_due = false;
};
constinit thread_local Graph g;

// The queue: a binary heap, each node knows its place.

void put(std::uint32_t at, Node* node) {
    g.queue.items[at] = node;
    node->place = at;
}

void sift_up(std::uint32_t at, Node* node) {
    while (at) {
        const std::uint32_t parent = (at - 1) / 2;
        if (g.queue.items[parent]->order < node->order) break;
        put(at, g.queue.items[parent]);
        at = parent;
    }
    put(at, node);
}

void sift_down(std::uint32_t at, Node* node) {
    for (std::uint32_t child; (child = 2 * at + 1) < g.queue.size; at = child) {
        Node** const items = g.queue.items;
        if (child + 1 < g.queue.size && items[child + 1]->order < items[child]->order) ++child;
        if (node->order < items[child]->order) break;
        put(at, items[child]);
    }
    put(at, node);
}

void enqueue(Node& node) {
    if (node.queued || node.paused) return;
    if (!g.queue.size && !g.flushing && !g.batches) g.wake_due = true;
    node.queued = true;
    g.queue.push(&node);
    sift_up(g.queue.size - 1, &node);
}

void unqueue(Node& node) {
    if (!node.queued) return;
    node.queued = false;
    Node* const last = g.queue.pop();
    if (last == &node) return;
    sift_down(node.place, last);
    sift_up(last->place, last);
}

void wake_if_due() {
    if (!g.wake_due) return;
    g.wake_due = false;
    if (g.wake) g.wake();
}

void wake_later_for_the_rest() {
    g.wake_due = g.queue.size != 0;
    wake_if_due();
}

// Edges.

Edge* link(Source& source, Node& observer, Edge* next_source) {
    Edge* const edge =
        new (Pool<Edge>::take()) Edge{&source, &observer, nullptr, source.last, next_source, observer.parity};
    (source.last ? source.last->next_observer : source.first) = edge;
    source.last = edge;
    return edge;
}

// Frees the list of what an observer reads, from edge on.
void unlink_from(Edge* edge) {
    while (edge) {
        if (Source* const source = edge->source) {
            Edge *const after = edge->next_observer, *const before = edge->previous_observer;
            (before ? before->next_observer : source->first) = after;
            (after ? after->previous_observer : source->last) = before;
            if (!source->first && source->is_watched) {
                Watcher& watcher = *static_cast<Watched*>(source)->watcher;
                watcher.unobserved(watcher, *source);
            }
        }
        Edge* const next = edge->next_source;
        Pool<Edge>::put(edge);
        edge = next;
    }
}

// Runs.

Frame::Frame(Node& running)
    : node(&running), cursor(&running.sources), outer(g.frames), observer(g.observer), id(++g.runs & 0x3fffffffu) {
    g.frames = this;
    g.observer = running.fixed ? nullptr : this;
    running.state = State::clean;
    running.running = true;
    if (!running.fixed) running.parity = !running.parity;
}

Frame::~Frame() {
    g.frames = outer;
    g.observer = observer;
    if (!node) return;
    node->running = false;
    if (has_exceptions) node->failed = !done;
    if (node->fixed) return;
    Edge* const rest = *cursor;
    *cursor = nullptr;
    unlink_from(rest);
}

// An edge that the present run of its observer has not confirmed does not count.
bool counts(const Edge& edge) { return !edge.observer->running || edge.parity == edge.observer->parity; }

void rerun(Node& node) {
    Frame frame(node);
    const bool is_new = node.run(node);
    frame.done = true;
    if (!is_new || !frame.node) return;
    for (Edge* edge = node.first; edge; edge = edge->next_observer) {
        if (edge->observer->state == State::check && counts(*edge)) edge->observer->state = State::dirty;
    }
}

bool is_stale(const Node& node) { return node.state != State::clean || node.failed; }

// The next source of the topmost pull that may have changed.
Node* next_stale(Pull& pull) {
    while (Edge* const edge = pull.next) {
        pull.next = edge->next_source;
        if (!edge->source || !edge->source->is_node) continue;
        Node& source = static_cast<Node&>(*edge->source);
        if (is_stale(source) && !source.running && !source.checking) return &source;
    }
    return nullptr;
}

void push(Node& node) {
    node.checking = true;
    g.pulls.push({&node, node.sources});
}

// The pulls of one refresh. Nodes that an exception leaves behind are marked anew by the next change.
struct Pulls {
    std::uint32_t base = g.pulls.size;
    bool empty() const { return g.pulls.size == base; }
    ~Pulls() {
        while (has_exceptions && !empty()) {
            Node* const node = g.pulls.pop().node;
            if (!node) continue;
            node->checking = false;
            node->state = State::clean;
            node->failed = true;
        }
    }
};

void refresh(Node& root) {
    if (!is_stale(root)) return;
    if (root.running || root.checking) return warn(Misuse::cycle);
    if (root.state == State::check && g.memo_work) g.memo_work->pull(root);
    else rerun(root);
}

void pull(Node& root) {
    const Pulls pulls;
    push(root);
    while (!pulls.empty()) {
        Node* const node = g.pulls.top().node;
        if (node && node->state == State::check) {
            if (Node* const source = next_stale(g.pulls.top())) {
                push(*source);
                continue;
            }
            if (!node->failed) node->state = State::clean;
        }
        g.pulls.pop();
        if (!node) continue;
        node->checking = false;
        if (is_stale(*node)) rerun(*node);
    }
}

void mark(Edge& edge, State state) {
    Node& node = *edge.observer;
    if (!counts(edge) || node.state >= state) return;
    const State old = node.state;
    node.state = state;
    if (node.kind == Kind::effect) enqueue(node);
    if (old == State::clean && node.first && g.memo_work) g.memo_work->remember(node);
}

void remember(Node& node) { g.marks.push(&node); }
void spread() {
    while (g.marks.size) {
        for (Edge* edge = g.marks.pop()->first; edge; edge = edge->next_observer) mark(*edge, State::check);
    }
}
constexpr MemoWork memo_work{pull, remember, spread};

void forget(Node& node) {
    if (node.checking) {
        for (std::uint32_t i = 0; i < g.pulls.size; ++i) {
            if (g.pulls.items[i].node == &node) g.pulls.items[i].node = nullptr;
        }
    }
    if (node.running) {
        for (Frame* frame = g.frames; frame; frame = frame->outer) {
            if (frame->node == &node) frame->node = nullptr;
        }
    }
}

}  // namespace

Node::Node(Run function, Kind node_kind) : run(function), order(++g.made), kind(node_kind) {
    is_node = 1;
    if (node_kind == Kind::memo) g.memo_work = &memo_work;
}

void track(Source& source) {
    Frame* const frame = g.observer;
    if (!frame || source.seen == frame->id || !frame->node) return;
    source.seen = frame->id;
    Edge* edge = *frame->cursor;
    if (edge && edge->source == &source) edge->parity = frame->node->parity;
    else *frame->cursor = edge = link(source, *frame->node, edge);
    frame->cursor = &edge->next_source;
}

void changed(Source& source) {
    for (Edge* edge = source.first; edge; edge = edge->next_observer) mark(*edge, State::dirty);
    if (g.memo_work) g.memo_work->spread();
    wake_if_due();
}

void update_if_stale(Node& memo) { refresh(memo); }

void observe(Node& node) { rerun(node); }

void schedule(Node& node) {
    node.state = State::dirty;
    enqueue(node);
    wake_if_due();
}

void subscribe(Source& source, Node& observer) {
    if (source.is_node) refresh(static_cast<Node&>(source));
    observer.fixed = true;
    observer.state = State::clean;
    observer.sources = link(source, observer, observer.sources);
}

void detach(Source& source) {
    for (Edge* edge = source.first; edge; edge = edge->next_observer) edge->source = nullptr;
    source.first = source.last = nullptr;
}

void detach(Node& node) {
    detach(static_cast<Source&>(node));
    unqueue(node);
    forget(node);
    unlink_from(node.sources);
    node.sources = nullptr;
    node.running = node.checking = false;
}

void pause(Node& node) {
    node.paused = true;
    unqueue(node);
}

void resume(Node& node) {
    node.paused = false;
    if (node.kind != Kind::effect || node.state == State::clean) return;
    enqueue(node);
    wake_if_due();
}

void flush() {
    if (g.flushing || g.frames) return;
    struct Flushing {
        Flushing() { g.flushing = true; }
        ~Flushing() {
            g.flushing = false;
            wake_later_for_the_rest();
        }
    } const flushing;
    std::uint32_t last = 0, rounds = 0;
    while (g.queue.size) {
        Node& node = *g.queue.items[0];
        unqueue(node);
        if (node.order <= last && ++rounds > max_rounds) {
            if (rounds == max_rounds + 1) warn(Misuse::runaway);
            node.state = State::clean;
            continue;
        }
        last = node.order;
        refresh(node);
    }
}

bool pending() { return g.queue.size != 0; }
void on_schedule(void (*wake)()) { g.wake = wake; }
bool tracking() { return g.observer && g.observer->node; }

Untracked::Untracked() : observer_(g.observer) { g.observer = nullptr; }
Untracked::~Untracked() { g.observer = static_cast<Frame*>(observer_); }

Batch::Batch() { ++g.batches; }
Batch::~Batch() {
    if (!done_ && --g.batches == 0 && !g.flushing) wake_later_for_the_rest();
}
void Batch::done() {
    done_ = true;
    if (--g.batches) return;
    flush();
    if (!g.flushing) wake_later_for_the_rest();
}

void* detail::grow(void* items, std::uint32_t& capacity, std::size_t item_size) {
    const std::uint32_t larger = capacity ? capacity * 2 : 16;
    void* const moved = keep(larger * item_size);
    if (items) std::memcpy(moved, items, capacity * item_size);
    capacity = larger;
    return moved;
}

}  // namespace kaon::inline v0::graph
