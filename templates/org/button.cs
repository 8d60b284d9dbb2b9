<?cs # One act on a registration or an organisation, asked for once more. ?>
<?cs include:"common/form.cs" ?>
<?cs include:"org/parts.cs" ?>
<?cs def:page_body() ?>
<h1><?cs var:T.page[page].title ?></h1>
<?cs if:reg.number ?><?cs call:reg_head() ?><?cs else ?><p class="lead"><bdi><?cs var:place.name ?></bdi></p><?cs /if ?>
<?cs if:sentence ?><p><strong><?cs var:sentence ?></strong></p><?cs /if ?>
<p><?cs var:T.page[page].lead ?></p>
<?cs call:form(form[main_form]) ?>
<p><a href="<?cs if:reg.number ?>/org/case?id=<?cs var:reg.id ?><?cs elif:back_href ?><?cs var:url_validate(back_href) ?><?cs else ?><?cs var:url_validate(place.people) ?><?cs /if ?>"><?cs var:T.common.back ?></a></p>
<?cs /def ?>
<?cs include:"common/layout.cs" ?>
