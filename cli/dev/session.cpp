// The loop of `kaon dev`.
#include "cli/dev/session.hpp"

#include <cstdio>

#include <fcntl.h>
#include <sys/wait.h>

#include "cli/dev/change.hpp"
#include "cli/dev/clock.hpp"
#include "cli/say.hpp"
#include "kaon/coro/time.hpp"

namespace kaon::inline v0::cli::dev {

using kaon::dev::Problem;

namespace {

constexpr Duration start_limit = 30s;  // migrations may take their time
constexpr Duration drain_limit = 15s;

std::string seconds(Duration time) {
    char text[32];
    std::snprintf(text, sizeof text, "%.2f s", static_cast<double>(time.nanoseconds) / 1e9);
    return text;
}

void say(Colour colour, std::string_view word, const std::string& rest) {
    std::printf("%s %s\n", painted(colour, word).c_str(), rest.c_str());
    std::fflush(stdout);
}

std::string counted(std::size_t count) { return count == 1 ? "1 error" : std::to_string(count) + " errors"; }

std::string list_of(const std::set<std::string>& paths) {
    if (paths.empty()) return {};
    std::string text = *paths.begin();
    if (paths.size() > 1) text += " and " + std::to_string(paths.size() - 1) + " more";
    return text;
}

// A program whose start is given up, because it failed or because something newer is to be built.
struct KillUnless {
    std::shared_ptr<Program> program;
    ~KillUnless() {
        if (program) program->kill();
    }
};

Task<void> wait(Duration time) { co_await sleep(time); }
Task<void> run_quietly(Task<void> task) { (void)co_await attempt(std::move(task)); }

}  // namespace

Session::Session(runtime::Runtime& runtime, Project project, Watcher watcher, Fd listener, std::string folder)
    : project_(project), builder_(project), watcher_(std::move(watcher)), listener_(std::move(listener)),
      folder_(folder), stand_in_(runtime, folder) {
    // Pages of an earlier `kaon dev` must not take this one's programs for those that they came from.
    timespec now{};
    ::clock_gettime(CLOCK_REALTIME, &now);
    state_.version = state_.generation = static_cast<std::uint64_t>(now.tv_sec) * 1000;
}

Task<void> Session::run() {
    publish();
    co_await scope([this](Scope& inner) -> Task<void> { co_await loop(inner); });
}

Task<void> Session::loop(Scope& scope) {
    stand_in(scope);
    co_await rebuild(scope);
    for (;;) {
        const auto first = co_await first_of(next_build(), program_ended());
        if (first.index() == 1) crashed(scope, std::get<1>(first));
        else co_await rebuild(scope);
    }
}

Task<int> Session::program_ended() {
    while (!program_) co_await sleep(1h);
    co_return co_await program_->exited();
}

Task<void> Session::next_build() {
    for (;;) {
        const std::set<std::string> paths = co_await watcher_.next();
        switch (largest_change(paths, assets_)) {
            case Change::nothing: break;
            case Change::style:
                ++state_.styles;
                publish();
                say(Colour::green, "styles", list_of(paths));
                break;
            case Change::asset:
                ++state_.pages;
                publish();
                say(Colour::green, "assets", list_of(paths));
                break;
            case Change::build: changed_.insert(paths.begin(), paths.end()); co_return;
        }
    }
}

// Whatever changes in between begins it anew.
Task<void> Session::rebuild(Scope& scope) {
    for (bool again = true; again;) {
        const Instant start = clock_now();
        const std::set<std::string> changed = std::exchange(changed_, {});
        auto work = [&]() -> Task<void> {
            const Built built = co_await build();
            if (built == Built::failed) co_return;
            const bool settings_changed = changed.contains("kaon.toml") || changed.contains(".env");
            if (built == Built::unchanged && program_ && !settings_changed) {
                const bool was_broken = std::exchange(has_failed_, false);
                if (was_broken) fail({}, {});
                say(was_broken ? Colour::green : Colour::dim, was_broken ? "mended" : "nothing new",
                    "after " + list_of(changed));
                co_return;
            }
            co_await replace(scope);
            if (!has_failed_) say(Colour::green, "ready", seconds(clock_now() - start) + "  " + list_of(changed));
        };
        const auto first = co_await first_of(work(), next_build());
        again = first.index() == 1;
        if (again) changed_.insert(changed.begin(), changed.end());
    }
}

Task<Session::Built> Session::build() {
    const std::set<std::string> assets = watcher_.assets();
    std::size_t shown = 0;
    const bool is_first = program_ == nullptr;
    const BuildOutcome outcome = co_await builder_.run([&](const BuildProgress& progress) {
        if (!progress.remark.empty()) std::fputs(progress.remark.c_str(), stdout);
        for (; shown < progress.problems.size(); ++shown)
            std::fputs(describe(progress.problems[shown]).c_str(), stdout);
        if (is_first && progress.total > 10 && progress.done % 10 == 0 && progress.done)
            std::printf("%s\n", painted(Colour::dim, "building " + std::to_string(progress.done) + " of " +
                                                         std::to_string(progress.total))
                                    .c_str());
        std::fflush(stdout);
    });
    for (; shown < outcome.problems.size(); ++shown) std::fputs(describe(outcome.problems[shown]).c_str(), stdout);
    if (!outcome.is_good) {
        fail(counted(outcome.problems.size()), outcome.problems);
        say(Colour::red, counted(outcome.problems.size()),
            program_ ? "the program of before goes on serving" : "waiting for a change");
        co_return Built::failed;
    }
    assets_ = assets;
    co_return stamp_of(project_.program(Kind::dev)) == started_ ? Built::unchanged : Built::good;
}

Task<void> Session::replace(Scope& scope) {
    started_.clear();
    std::string stamp = stamp_of(project_.program(Kind::dev));
    const auto fresh = co_await Program::start(
        project_, {.listener = listener_.number(), .folder = folder_, .generation = state_.generation + 1});
    scope.spawn(run_quietly(Program::follow(fresh)));
    KillUnless guard{fresh};
    const auto first = co_await first_of(fresh->came_up(), wait(start_limit));
    if (first.index() == 1 || !std::get<0>(first)) {
        if (first.index() == 0 && (co_await fresh->exited()) == W_EXITCODE(kaon::dev::does_not_serve, 0))
            co_await Error(Errc::unavailable, project_.name + " does not serve; use 'kaon run'");
        std::string title = "The program does not say that it serves: its main() must be kaon::serve";
        if (first.index() == 0) title = "The program " + exit_text(co_await fresh->exited()) + " before it served";
        const std::string words = fresh->last_words();
        fail(title, {{.message = words.empty() ? title : words}});
        say(Colour::red, "not started", title);
        co_return;
    }
    guard.program.reset();
    started_ = std::move(stamp);
    const std::shared_ptr<Program> old = std::exchange(program_, fresh);
    if (old) {
        old->drain();
        scope.spawn(run_quietly(retire(old)));
    }
    stand_in_.stop();
    ++state_.generation;
    state_.serving = true;
    fail({}, {});
}

// It may have long answers to finish.
Task<void> Session::retire(std::shared_ptr<Program> old) {
    leaving_.push_back(old);
    auto gone = [](std::shared_ptr<Program> program) -> Task<void> { co_await program->exited(); };
    co_await first_of(gone(old), wait(drain_limit));
    old->kill();
    leaving_.remove(old);
}

void Session::crashed(Scope& scope, int status) {
    const std::string title = "The program " + exit_text(status);
    const std::string words = program_->last_words();
    program_.reset();
    started_.clear();
    state_.serving = false;
    stand_in(scope);
    fail(title, {{.message = words.empty() ? "It said nothing." : words}});
    say(Colour::red, "crashed", title + "; waiting for a change");
}

void Session::stand_in(Scope& scope) {
    Fd copy(::fcntl(listener_.number(), F_DUPFD_CLOEXEC, 0));
    if (copy) scope.spawn(run_quietly(stand_in_.serve(std::move(copy))));
}

void Session::fail(std::string title, std::vector<Problem> problems) {
    has_failed_ = !problems.empty();
    state_.title = std::move(title);
    state_.problems = std::move(problems);
    publish();
}

void Session::publish() {
    const Result<> written = kaon::dev::write_state(folder_, state_);
    if (!written) (void)cli::fail(written.error());
}

Task<void> Session::end() {
    state_.serving = false;
    publish();  // whoever waits for news gets an answer, so that nothing holds the program
    stand_in_.stop();
    if (program_) leaving_.push_back(std::exchange(program_, nullptr));
    for (const auto& program : leaving_) program->drain();
    for (const auto& program : leaving_) {
        auto gone = [](std::shared_ptr<Program> one) -> Task<void> { co_await one->exited(); };
        co_await first_of(gone(program), wait(drain_limit));
        program->kill();
        co_await program->exited();
    }
    leaving_.clear();
}

}  // namespace kaon::inline v0::cli::dev
