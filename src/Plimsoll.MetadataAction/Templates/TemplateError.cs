using Plimsoll.Oci;

namespace Plimsoll.MetadataAction.Templates;

/// <summary>What is wrong with a template.</summary>
internal static class TemplateError
{
    private const int MaximumLength = 200;

    public static PlimsollException In(string template, string problem) => PlimsollException.Usage(
        $"Parse error in the expression \"{(template.Length > MaximumLength ? template[..MaximumLength] + "…" : template)}\": {problem}.",
        "Expressions are, for example, {{branch}}, {{tag}}, {{sha}}, {{base_ref}}, {{is_default_branch}} and {{date 'YYYYMMDD'}}; write \\{{ for literal braces.");

    public static PlimsollException MissingHelper(string name) => PlimsollException.Usage(
        $"Missing helper: \"{name}\"", "Check the spelling. Only the expressions date and commit_date accept arguments, such as {{date 'YYYYMMDD' tz='Europe/Berlin'}}.");

    public static PlimsollException NotCallable(string name) => PlimsollException.Usage($"{name} does not accept arguments.");

    public static PlimsollException NoBlock(string name) => PlimsollException.Usage($"{name} needs a block.", $"Write it as {{{{#{name} …}}}}…{{{{/{name}}}}}.");
}
