using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>What is wrong with a template.</summary>
internal static class TemplateError
{
    private const int MaximumLength = 200;

    public static PlimsollException In(string template, string problem) => PlimsollException.Usage(
        $"Parse error in the expression \"{(template.Length > MaximumLength ? template[..MaximumLength] + "…" : template)}\": {problem}.",
        "An expression is {{branch}}, {{tag}}, {{sha}}, {{base_ref}}, {{is_default_branch}}, {{date 'YYYYMMDD'}} or the like; write \\{{ for literal braces.");

    public static PlimsollException MissingHelper(string name) => PlimsollException.Usage(
        $"Missing helper: \"{name}\"", "Check the spelling. Of the expressions only date and commit_date take arguments, such as {{date 'YYYYMMDD' tz='Europe/Berlin'}}.");

    public static PlimsollException NotCallable(string name) => PlimsollException.Usage($"{name} takes no arguments.");

    public static PlimsollException NoBlock(string name) => PlimsollException.Usage($"{name} needs a block.", $"Write it as {{{{#{name} …}}}}…{{{{/{name}}}}}.");
}
