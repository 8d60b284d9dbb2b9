<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<p><a href="<?cs var:url_validate(back) ?>"><?cs var:T.apply.papers_back ?></a></p>
<h1><?cs var:title ?></h1>
<p class="lead"><span lang="<?cs var:app.programme_lang ?>"><?cs var:app.programme ?></span> <span class="ref"><?cs var:app.number ?></span></p>
<?cs call:form(form.paper) ?>
<?cs if:shown_href ?><p><a href="<?cs var:url_validate(shown_href) ?>"><?cs var:T.apply.shown_link ?></a></p><?cs /if ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
