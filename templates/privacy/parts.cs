<?cs # Pieces that several pages of privacy draw. Only macros. ?>
<?cs def:notice_parts() ?>
<div lang="<?cs var:notice.lang ?>">
<?cs each:x = notice.part ?>
<h2><?cs var:x.head ?></h2><p><?cs var:x.text ?></p>
<?cs /each ?>
</div>
<?cs /def ?>
