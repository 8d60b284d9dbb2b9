<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.apply.back_status ?></a></p>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:T.apply.shown_text ?></p>
<p><?cs var:T.apply.shown_how ?></p>
<?cs call:form(form.shown) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
