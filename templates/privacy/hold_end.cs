<?cs # A hold on the data of one person is lifted: which one, and whose. ?>
<?cs include:"common/form.cs" ?>
<?cs def:fact(label, text) ?><div class="summary-row"><dt><?cs var:label ?></dt><dd class="summary-text"><?cs var:text ?></dd></div><?cs /def ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(hold.holds) ?>"><?cs var:T.page.privacy_holds.title ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<dl class="summary"><?cs call:fact(T.desk.person, hold.person) ?><?cs call:fact(T.form.hold.why.label, hold.why) ?><?cs
  call:fact(T.form.hold.ends_on.label, hold.until) ?><?cs call:fact(T.desk.hold_set, hold.set) ?></dl>
<p><?cs var:T.page.privacy_hold_end.lead ?></p>
<?cs call:form(form.hold_end) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
