<?cs # One page of the suite; its texts are in lang/. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<p class="lead"><?cs var:left ?></p>
<?cs if:shown ?><p><a href="/login/codes"><?cs var:T.login.codes_again ?></a></p>
<?cs /if ?><p><?cs var:T.login.codes_new_text ?></p>
<?cs call:form(form.codes_new) ?>
<p><a href="<?cs var:url_validate(onward) ?>"><?cs var:T.login.codes_onward ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
