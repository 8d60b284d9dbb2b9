<?cs # The page of a route that has a form and no view of its own: title, lead and the form main_form names. ?>
<?cs include:"common/form.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:T.page[page].lead ?><p class="lead"><?cs var:T.page[page].lead ?></p><?cs /if ?>
<?cs call:form(form[main_form]) ?>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
