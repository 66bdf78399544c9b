#include "core/client/edits.h"

#include <algorithm>
#include <type_traits>

#include "core/client/receipts.h"
#include "core/client/versions.h"
#include "core/model/json.h"
#include "core/model/schema.h"
#include "core/model/utf8.h"
#include "core/sync/merge.h"

namespace waymark::client {

using sync::FieldSet;
using sync::Json;
using sync::OpKind;

namespace {

/// Of one line: no line breaks, no blanks at the ends.
std::string clean_line(std::string_view text) {
  std::string line = clean(text);
  std::ranges::replace(line, '\n', ' ');
  const std::size_t begin = line.find_first_not_of(' ');
  if (begin == std::string::npos) return {};
  return line.substr(begin, line.find_last_not_of(' ') - begin + 1);
}

std::string section_place(Heading heading, std::string_view field) {
  return "/sections/" + std::string(name_of(heading)) + "/" + std::string(field);
}

Json date_or_nothing(const std::optional<Date>& date) { return date ? Json(to_text(*date)) : Json(); }

Contact clean_contact(const Contact& value) {
  return {value.kind,
          clean_line(value.name),
          clean_line(value.relation),
          clean_line(value.phone),
          clean_line(value.email),
          clean(value.note)};
}

/// Turns each kind of edit into operations; other events are none.
class EditMaker {
 public:
  explicit EditMaker(const Desk& desk) : desk_(desk) {}

  void operator()(const TickStep& edit) {
    const std::optional<ShownDoc> step = find(edit.step);
    if (!step || !would_change(*step, {"/done", edit.done})) return;  // keeps the day on which it was done
    change(edit.step, {{"/done", edit.done}, {"/done_on", edit.done ? Json(to_text(desk_.state.today)) : Json()}});
  }
  void operator()(const AddStep& edit) {
    Step step;
    step.heading = edit.heading;
    step.title = clean_line(edit.title);
    step.owner = edit.owner;
    step.owner_name = clean_line(edit.owner_name);
    step.due = edit.due;
    create(edit.case_id, step);
  }
  void operator()(const EditStep& edit) {
    change(edit.step, {{"/title", clean_line(edit.title)},
                       {"/owner", name_of(edit.owner)},
                       {"/owner_name", clean_line(edit.owner_name)},
                       {"/due", date_or_nothing(edit.due)}});
  }
  void operator()(const RemoveStep& edit) { remove(edit.step); }

  void operator()(const WriteView& edit) { write_view(edit.case_id, edit.heading, clean(edit.words)); }
  void operator()(const AnswerSuggestion& edit) {
    const CaseState* one = find_case(desk_.state, edit.case_id);
    const PlanSection* section = section_of(one, edit.heading);
    if (section == nullptr || section->suggestion.empty() || section->suggestion != edit.words) return;
    change(one->plan.id,
           {{section_place(edit.heading, "suggestion"), ""}, {section_place(edit.heading, "suggested_by"), ""}});
  }
  void operator()(const WriteNow& edit) {
    change(plan_of(edit.case_id), {{section_place(edit.heading, "now"), clean(edit.text)}});
  }
  void operator()(const SuggestWords& edit) {
    const std::string words = clean(edit.words);
    change(plan_of(edit.case_id), {{section_place(edit.heading, "suggestion"), words},
                                   {section_place(edit.heading, "suggested_by"), words.empty() ? "" : name()}});
  }

  void operator()(const AskForReview& edit) { say(edit.case_id, MessageKind::review_request, edit.text); }
  void operator()(const SendMessage& edit) {
    if (!clean_line(edit.text).empty()) say(edit.case_id, MessageKind::note, edit.text);
  }
  void operator()(const RespondToPledge& edit) {
    PledgeResponse response;
    response.pledge = edit.pledge;
    response.feeling = edit.feeling;
    response.text = clean(edit.text);
    response.on = desk_.state.today;
    create(edit.case_id, response);
  }

  void operator()(const ReplyToResponse& edit) {
    change(edit.response,
           {{"/reply", clean(edit.text)}, {"/reply_by", name()}, {"/replied_on", to_text(desk_.state.today)}});
  }

  void operator()(const SaveMeeting& edit) {
    Appointment meeting = edit.value;
    for (std::string* line : {&meeting.title, &meeting.at, &meeting.place, &meeting.with}) *line = clean_line(*line);
    save(edit.case_id, edit.meeting, meeting);
  }
  void operator()(const RecordHeld& edit) {
    const CaseState* one = find_case(desk_.state, edit.case_id);
    if (one == nullptr || edit.kind == AppointmentKind::other) return;
    const bool review = edit.kind == AppointmentKind::review;
    change(one->plan.id, {{review ? "/last_reviewed_on" : "/last_visited_on", date_or_nothing(edit.on)}});
    if (!edit.on) return;
    for (const Shown<Appointment>& shown : one->appointments) {
      if (is_held_by(shown.value, edit.kind, *edit.on)) {
        change(shown.id, {{"/state", name_of(AppointmentState::held)}});
      }
    }
  }
  void operator()(const RecordAgreement& edit) {
    const CaseState* one = find_case(desk_.state, edit.case_id);
    if (one != nullptr) create(edit.case_id, agreed_plan(*one, edit.on));
  }

  void operator()(const SaveContact& edit) { save(edit.case_id, edit.contact, clean_contact(edit.value)); }
  void operator()(const RemoveContact& edit) { remove(edit.contact); }

  /// Also where the field stays as it is: setting it is what says that somebody chose.
  void operator()(const ChooseVersion& edit) {
    const std::optional<ShownDoc> doc = find(edit.doc);
    if (!doc || doc->deleted) return;
    const bool whole = edit.pointer.empty();
    if (whole && !edit.version.empty()) return remove(edit.doc);
    std::vector<FieldSet> fields =
        whole ? fields_to_keep(*doc, desk_.session.role) : chosen_fields(*doc, edit, name());
    if (!fields.empty()) made.push_back({doc->case_id, doc->id, OpKind::set, doc->type, Json(), std::move(fields)});
  }

  void operator()(const ReadCase& edit) {
    const Receipts receipts = receipts_of(shown_docs(edit.case_id, desk_.papers), desk_.session.role);
    if (receipts.unread()) save(edit.case_id, receipts.own, ReadReceipt{desk_.session.role, receipts.newest});
  }

  template <class Other>
  void operator()(const Other&) {}

  std::vector<Wanted> made;

 private:
  [[nodiscard]] std::optional<ShownDoc> find(const DocId& id) const { return shown_doc(id, desk_.papers); }
  [[nodiscard]] std::string name() const { return desk_.session.name; }

  /// The plan as both have it before them, sealed into the agreement.
  [[nodiscard]] Agreement agreed_plan(const CaseState& one, Date on) const {
    Agreement agreement{.on = on, .young_person = one.person.value.name, .adviser = name(), .sections = {}, .steps = {}};
    for (const auto& [heading, section] : one.plan.value.sections) {
      if (!section.now.empty()) agreement.sections[heading].now = section.now;
    }
    for (const auto& [heading, view] : one.views) {
      if (!view.value.words.empty()) agreement.sections[heading].wants = view.value.words;
    }
    for (const auto& step : one.steps) {
      if (!step.value.done) agreement.steps.push_back(step.value);
    }
    return agreement;
  }
  static const PlanSection* section_of(const CaseState* one, Heading heading) {
    if (one == nullptr) return nullptr;
    const auto found = one->plan.value.sections.find(heading);
    return found == one->plan.value.sections.end() ? nullptr : &found->second;
  }
  [[nodiscard]] DocId plan_of(const CaseId& id) const {
    const CaseState* one = find_case(desk_.state, id);
    return one == nullptr ? DocId() : one->plan.id;
  }

  static bool would_change(const ShownDoc& doc, const FieldSet& place) {
    const DocumentRules* rules = find_rules(doc.type);
    return rules != nullptr && sync::would_change(*rules, doc.document(), place);
  }

  template <class T>
  void create(const CaseId& case_id, const T& value) {
    if (find_case(desk_.state, case_id) == nullptr) return;
    made.push_back({case_id, DocId(), OpKind::create, std::string(T::type), write(value), {}});
  }

  /// Creates the document, or sets what differs in the one of that id.
  template <class T>
  void save(const CaseId& case_id, const DocId& id, const T& value) {
    if (id.empty()) return create(case_id, value);
    std::vector<FieldSet> fields;
    const Json json = write(value);
    if (const auto* members = json.get_ptr<const Json::object_t*>()) {
      for (const auto& [name, member] : *members) fields.push_back({"/" + name, member});
    }
    change(id, std::move(fields));
  }

  /// Sets what differs. A removed document comes back, with all of it.
  void change(const DocId& id, std::vector<FieldSet> fields) {
    const std::optional<ShownDoc> doc = find(id);
    if (!doc) return;
    if (!doc->deleted) std::erase_if(fields, [&](const FieldSet& field) { return !would_change(*doc, field); });
    if (!fields.empty()) made.push_back({doc->case_id, id, OpKind::set, doc->type, Json(), std::move(fields)});
  }

  void remove(const DocId& id) {
    const std::optional<ShownDoc> doc = find(id);
    if (doc && !doc->deleted) made.push_back({doc->case_id, id, OpKind::remove, doc->type, Json(), {}});
  }

  void write_view(const CaseId& case_id, Heading heading, std::string words) {
    const CaseState* one = find_case(desk_.state, case_id);
    if (one == nullptr) return;
    const auto view = one->views.find(heading);
    if (view != one->views.end()) {
      change(view->second.id, {{"/words", std::move(words)}});
    } else if (!words.empty()) {
      create(case_id, View{heading, std::move(words)});
    }
  }

  void say(const CaseId& case_id, MessageKind kind, std::string_view text) {
    create(case_id, Message{kind, clean(text), desk_.session.role, name(), desk_.state.today});
  }

  const Desk& desk_;
};

std::string number_of(Heading heading) { return std::to_string(static_cast<int>(heading)); }

/// Of AddStep and EditStep: what is typed about a step, as JSON.
template <class Edit>
std::string step_draft(const Edit& e) {
  return json_text(Json{{"title", clean_line(e.title)},
                        {"owner", name_of(e.owner)},
                        {"owner_name", clean_line(e.owner_name)},
                        {"due", date_or_nothing(e.due)}});
}

/// A draft of several fields. They need not be what a document may hold: nobody has finished them.
class FormDraft {
 public:
  explicit FormDraft(std::string_view draft) : json_(parse_json(draft)) {}

  [[nodiscard]] bool has(const char* field) const { return json_ && json_->is_object() && json_->contains(field); }
  [[nodiscard]] std::string text(const char* field) const {
    const auto* text = has(field) ? (*json_)[field].get_ptr<const Json::string_t*>() : nullptr;
    return text == nullptr ? std::string() : *text;
  }

 private:
  Checked<Json> json_;
};

/// The draft key and the text of each kind of edit.
struct Drafts {
  Typed operator()(const AddStep& e) const {
    return {"step/" + e.case_id.text + "/" + number_of(e.heading), step_draft(e)};
  }
  Typed operator()(const EditStep& e) const { return {"step/" + e.step.text, step_draft(e)}; }
  Typed operator()(const WriteView& e) const {
    return {"want/" + e.case_id.text + "/" + number_of(e.heading), e.words};
  }
  Typed operator()(const WriteNow& e) const { return {"now/" + e.case_id.text + "/" + number_of(e.heading), e.text}; }
  Typed operator()(const SuggestWords& e) const {
    return {"suggest/" + e.case_id.text + "/" + number_of(e.heading), e.words};
  }
  Typed operator()(const AskForReview& e) const { return {"review/" + e.case_id.text, e.text}; }
  Typed operator()(const SendMessage& e) const { return {"message/" + e.case_id.text, e.text}; }
  Typed operator()(const RespondToPledge& e) const { return {"pledge/" + e.pledge, e.text}; }
  Typed operator()(const ReplyToResponse& e) const { return {"reply/" + e.response.text, e.text}; }
  Typed operator()(const SaveContact& e) const {
    const std::string& whose = e.contact.empty() ? e.case_id.text : e.contact.text;
    return {"contact/" + whose, json_text(write(clean_contact(e.value)))};
  }
  Typed operator()(const ChooseVersion& e) const {
    return {"both/" + e.doc.text + e.pointer, e.words.value_or(std::string())};
  }
  template <class Other>
  Typed operator()(const Other&) const {
    return {};
  }
};

}  // namespace

std::vector<Wanted> wanted_edits(const Event& event, const Desk& desk) {
  EditMaker maker(desk);
  std::visit(maker, event);
  return std::move(maker.made);
}

Typed typed_in(const Event& event) {
  Typed typed = std::visit(Drafts(), event);
  typed.text = clean(typed.text);
  return typed.text.empty() ? Typed() : typed;
}

bool is_held_by(const Appointment& meeting, AppointmentKind kind, Date on) {
  return meeting.kind == kind && meeting.state == AppointmentState::planned && meeting.on <= on;
}

std::string draft_key(const Event& edit) { return std::visit(Drafts(), edit).key; }
std::string draft_text(const Event& edit) { return typed_in(edit).text; }

std::optional<Contact> contact_of_draft(std::string_view draft) {
  const FormDraft form(draft);
  if (!form.has("name")) return std::nullopt;
  return Contact{parse_name<ContactKind>(form.text("kind")).value_or(ContactKind::important),
                 form.text("name"),
                 form.text("relation"),
                 form.text("phone"),
                 form.text("email"),
                 form.text("note")};
}

std::optional<Step> step_of_draft(std::string_view draft) {
  const FormDraft form(draft);
  if (!form.has("title")) return std::nullopt;
  Step step;
  step.title = form.text("title");
  step.owner = parse_name<StepOwner>(form.text("owner")).value_or(StepOwner::young_person);
  step.owner_name = form.text("owner_name");
  step.due = parse_date(form.text("due"));
  return step;
}

std::string clean(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_code_point(text, at);
    const bool ends_line = c == U'\r' && (at == text.size() || text[at] != '\n');
    if (ends_line) {
      out += '\n';
    } else if (c == U'\n' || c == U'\t' || (c >= U' ' && (c < 0x7F || c > 0x9F))) {
      append_utf8(out, c);
    }
  }
  return out;
}

}  // namespace waymark::client
