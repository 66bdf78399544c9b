#include "tests/app/gallery.h"

namespace waymark::test {

using ui::ButtonKind;
using ui::Icon;
using ui::Tone;
using ui::Type;

void Gallery::draw(ui::Ui& ui) {
  static constexpr const char* titles[] = {"Today", "My home", "About me", "Pieces", "People"};
  const bool top_level = page == Page::today || page == Page::panes;
  const auto action =
      ui.top_bar({.title = titles[static_cast<int>(page)], .back = top_level ? "" : "Back to Today"}, "Help now");
  if (action == ui::Ui::TopBarAction::help) last = "help";
  if (action == ui::Ui::TopBarAction::back) page = Page::today, last = "back";
  static constexpr const char* keys[] = {"today", "step", "forms", "pieces", "panes"};
  if (auto scope = ui.page(keys[static_cast<int>(page)], page == Page::today ? "Look for news" : "")) {
    pulls += ui.pulled();
    switch (page) {
      case Page::today:
        today(ui);
        break;
      case Page::step:
        step(ui);
        break;
      case Page::forms:
        forms(ui);
        break;
      case Page::pieces:
        pieces(ui);
        break;
      case Page::panes:
        panes(ui);
        break;
    }
  }
  bars(ui);
}

void Gallery::bars(ui::Ui& ui) {
  const int tapped = ui.bottom_bar("Places",
                                   {{"today", "Today", Icon::house, false},
                                    {"plan", "My plan", Icon::map, false},
                                    {"messages", "Messages", Icon::message_square, true},
                                    {"offer", "What I can get", Icon::gift, false},
                                    {"me", "Me", Icon::user_round, false}},
                                   place);
  if (tapped >= 0) place = tapped;
  if (sheet)
    if (auto scope = ui.sheet("review", "Ask for a review", &sheet, "Close")) {
      ui.text("You can ask for a review of your plan at any time. Sam will call you to find a day.");
      if (ui.field({.key = "why", .label = "What would you like to talk about?", .value = words, .multiline = true})
              .changed)
        last = "why";
      if (ui.button({.label = "Ask for a review", .icon = Icon::send, .kind = ButtonKind::filled}))
        sheet = false, last = "asked";
      if (ui.button({.label = "Not now", .kind = ButtonKind::text})) sheet = false;
    }
  if (snackbar && ui.snackbar("ticked", "Step done. Sam can see it when it is sent.", "Undo")) last = "undo";
}

void Gallery::today(ui::Ui& ui) {
  if (auto card = ui.card("next")) {
    ui.section("What happens next");
    if (auto chips = ui.flow("chips")) {
      ui.chip({.text = "Review in 12 days", .icon = Icon::calendar, .tone = Tone::accent});
      ui.chip({.text = "Kept", .icon = Icon::circle_check, .tone = Tone::kept});
    }
    ui.text("Your review is on Monday 3 March with Sam. It is about what you want, and Sam writes it down with you.");
    if (ui.button({.label = "Call Sam", .icon = Icon::phone, .kind = ButtonKind::filled})) last = "call";
    if (ui.button({.label = "Ask for a review now", .kind = ButtonKind::text})) sheet = true;
  }
  if (auto card = ui.card("steps")) {
    ui.section("Your next steps");
    ui.ring({.done = 3, .total = 7, .label = "3 of 7 steps done"});
    if (auto list = ui.list("list", "Your next steps")) {
      static constexpr const char* labels[] = {"Open a bank account", "Look at the flat in Shirley",
                                               "Tell Sam which college I want", "Get my birth certificate"};
      static constexpr const char* details[] = {"You, by Friday 28 February", "You and Sam, Monday 3 March", "You",
                                                "Sam, was due Monday 17 February"};
      for (std::size_t i = 0; i < 4; ++i) {
        const auto result = ui.tick_row({.key = labels[i],
                                         .label = labels[i],
                                         .detail = details[i],
                                         .checked = ticked[i],
                                         .opens = true,
                                         .quiet = ticked[i] ? "Saved on this phone" : ""});
        if (result.toggled) ticked[i] = !ticked[i], snackbar = ticked[i];
        if (result.opened) page = Page::step;
      }
    }
  }
  ui.section("Who helps me");
  if (auto list = ui.list("people", "Who helps me")) {
    if (ui.list_row({.key = "sam", .title = "Sam Okafor", .detail = "My personal adviser", .initials = "SO"}))
      last = "sam";
    if (ui.list_row(
            {.key = "line", .title = "Out of hours", .detail = "When the office is closed", .icon = Icon::clock}))
      last = "line";
    if (ui.list_row({.key = "money",
                     .title = "Setting up home",
                     .detail = "For furniture, bedding and a cooker",
                     .trailing = "£3,000",
                     .icon = Icon::gift,
                     .tone = Tone::kept}))
      last = "money";
  }
  if (auto row = ui.row("quick", 2)) {
    if (ui.button({.label = "Say something", .icon = Icon::pencil})) last = "say";
    if (ui.button({.label = "Promises", .icon = Icon::handshake})) last = "promises";
  }
  ui.quiet("Everything is sent. Last looked 5 minutes ago.", Icon::check);
}

void Gallery::step(ui::Ui& ui) {
  ui.text("Where I live, and whether it is right for me.", {.muted = true});
  if (auto card = ui.card("own")) {
    ui.section("What I want");
    ui.quote(words, "Your words, 12 January");
    if (ui.button({.label = "Change my words", .icon = Icon::pencil})) page = Page::forms;
  }
  if (auto card = ui.card("now")) {
    ui.section("How things are now");
    ui.text("You live in a shared house in Shirley. The room is dry and warm. The front door does not close well.");
    ui.labelled("Who leads this", "Sam Okafor, your personal adviser", Icon::user_round);
    ui.labelled("When it is looked at again", "Monday 3 March 2026", Icon::calendar);
    ui.quiet("Saved on this phone", Icon::check);
  }
  if (suggested)
    ui.notice({.key = "other",
               .icon = Icon::info,
               .tone = Tone::under_way,
               .title = "Sam suggests other words",
               .text = "Your words stay until you choose.",
               .action = "Look at both"});
  ui.notice({.key = "late",
             .icon = Icon::triangle_alert,
             .tone = Tone::broken,
             .title = "Not sent yet",
             .text = "There is no space left on this phone. Make some room and try again.",
             .urgent = true});
  ui.section("Steps");
  if (auto list = ui.list("steps", "Steps")) {
    if (ui.tick_row({.key = "door",
                     .label = "Have the front door mended",
                     .detail = "Your landlord, by Friday 14 March",
                     .checked = ticked[0]})
            .toggled)
      ticked[0] = !ticked[0];
  }
  if (auto more = ui.disclosure("legal", "What the law says"))
    ui.text("Schedule 1 to the Care Leavers (England) Regulations 2010, paragraph 5.", {.type = Type::secondary});
  if (auto region = ui.region("history", "What has changed")) {
    ui.subsection("What has changed");
    ui.text("Sam wrote this on Tuesday 4 February.", {.type = Type::secondary, .muted = true});
  }
}

void Gallery::forms(ui::Ui& ui) {
  if (const auto r = ui.field({.key = "name",
                               .label = "What shall we call you?",
                               .value = name,
                               .kind = ui::InputKind::name,
                               .required = true});
      r.changed)
    name = r.text;
  if (const auto r = ui.field({.key = "words",
                               .label = "What I want",
                               .value = words,
                               .help = "Nobody else can change these words.",
                               .multiline = true,
                               .own_words = true});
      r.changed)
    words = r.text;
  ui.field({.key = "phone",
            .label = "Phone",
            .value = "07700 9001",
            .error = "A number here has 11 digits. This one has 9.",
            .kind = ui::InputKind::phone});
  if (const auto r =
          ui.field({.key = "search", .label = "Find something", .value = search, .kind = ui::InputKind::search});
      r.changed)
    search = r.text;
  ui.date_field("due", "By when?", &due);
  ui.text("How does this feel?", {.type = Type::strong});
  if (const int chosen =
          ui.choice("feeling", "How does this feel?", {"Good", "Mixed", "Not good", "I do not want to say"}, feeling);
      chosen >= 0)
    feeling = chosen;
  if (const int chosen = ui.segmented("who", "Whose steps", {"All", "Mine", "Sam's"}, segment); chosen >= 0)
    segment = chosen;
  ui.field({.key = "closed", .label = "Date of birth", .value = "14 May 2007", .disabled = true});
  if (ui.button({.label = "Save", .icon = Icon::check, .kind = ButtonKind::filled})) last = "save";
  if (ui.button({.label = "Share with Sam", .disabled = true})) last = "share";
}

void Gallery::pieces(ui::Ui& ui) {
  if (auto card = ui.card("promise")) {
    if (auto chips = ui.flow("states")) {
      ui.chip({.text = "Kept", .icon = Icon::circle_check, .tone = Tone::kept});
      ui.chip({.text = "Under way", .icon = Icon::hourglass, .tone = Tone::under_way});
      ui.chip({.text = "Not yet", .icon = Icon::clock, .tone = Tone::not_yet});
      ui.chip({.text = "Broken", .icon = Icon::triangle_alert, .tone = Tone::broken});
      ui.chip({.text = "Extra", .icon = Icon::plus});
      ui.chip({.text = "Law", .icon = Icon::scale, .tone = Tone::primary});
    }
    ui.text("A safe place to live that I can afford", {.type = Type::strong});
    ui.text("Named lead: Head of housing", {.type = Type::secondary, .muted = true});
  }
  if (auto flow = ui.flow("actions")) {
    if (ui.button({.label = "Call", .icon = Icon::phone, .kind = ButtonKind::filled})) last = "call";
    if (ui.link({.label = "Write", .href = "sms:07700900123", .icon = Icon::message_square})) last = "write";
    if (ui.button({.label = "More", .kind = ButtonKind::text})) last = "more";
    if (ui.button({.label = "Copy the number", .icon = Icon::copy, .kind = ButtonKind::text})) last = "copy";
  }
  if (auto row = ui.row("numbers", 3)) {
    for (const char* label : {"Calls", "Visits at home and at the office", "Notes"})
      if (auto card = ui.card(label)) {
        ui.text(label[0] == 'C' ? "12" : label[0] == 'V' ? "3" : "40", {.type = Type::title});
        ui.text(label, {.type = Type::secondary, .muted = true});
      }
  }
  if (ui.link({.label = "Childline 0800 1111",
               .href = "tel:08001111",
               .icon = Icon::phone,
               .description = "Free, day and night"}))
    last = "line";
  if (ui.button({.label = "Remove from this phone", .icon = Icon::trash_2, .kind = ButtonKind::danger}))
    last = "remove";
  ui.gap(8);
  if (ui.empty(Icon::message_square, "No messages yet. What you write here goes to Sam and nobody else.",
               "Write to Sam"))
    last = "empty";
}

void Gallery::panes(ui::Ui& ui) {
  if (auto pane = ui.pane("list", 0, 0.4F)) {
    if (auto list = ui.list("caseload", "Young people")) {
      for (int i = 0; i < 14; ++i) {
        const std::string key = "person " + std::to_string(i), person = "Young person " + std::to_string(i + 1);
        if (ui.list_row({.key = key,
                         .title = person,
                         .detail = "Review in " + std::to_string(i * 9 + 2) + " days",
                         .initials = "YP",
                         .current = i == open_row}))
          open_row = i;
      }
    }
  }
  if (auto pane = ui.pane("plan", 1, 0.4F)) {
    ui.section("Plan of young person " + std::to_string(open_row + 1));
    if (auto card = ui.card("home")) {
      ui.subsection("My home");
      ui.quote(words, "In their own words");
      ui.labelled("Who leads this", "Sam Okafor", Icon::user_round);
    }
  }
}

}  // namespace waymark::test
