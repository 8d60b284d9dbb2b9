<?cs # The page of a route that has a form and no view of its own: title, lead and the form main_form names. up: the page
  one came from. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<?cs if:up ?><p><a href="<?cs var:url_validate(up) ?>"><?cs var:T.common.back ?></a></p><?cs /if ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:T.page[page].lead ?><p class="lead"><?cs var:T.page[page].lead ?></p><?cs /if ?>
<?cs call:form(form[main_form]) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
