namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>Names in workflows.</summary>
internal static class GitHubWorkflowName
{
    /// <summary>The path of a workflow's file.</summary>
    /// <param name="name">The workflow's name, which is that of the file.</param>
    /// <exception cref="BuildException">It cannot be the name of a file in that folder (exit code 2).</exception>
    public static string ToPath(string name) => name.Length is > 0 and <= 100 && name[0] != '.' && name[^1] != '.' && name.All(c => char.IsLetterOrDigit(c) || c is '.' or '_' or '-')
        ? $".github/workflows/{name}.yml"
        : throw BuildException.Usage($"[GitHubActions(\"{name}\")] does not name a file in .github/workflows.", "Use letters, digits, dots, dashes and underscores.");

    /// <summary>A name as the key of a job: what a key cannot have becomes an underscore.</summary>
    public static string ToJobId(string name)
    {
        var id = string.Concat(name.Select(c => char.IsAsciiLetterOrDigit(c) || c is '_' or '-' ? c : '_'));
        return char.IsAsciiLetter(id[0]) || id[0] == '_' ? id : $"_{id}";
    }
}
