using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitLab;

/// <summary>What starts the pipeline.</summary>
internal sealed class GitLabRules(GitLabCIAttribute pipeline)
{
    private const string Source = "$CI_PIPELINE_SOURCE";

    /// <exception cref="BuildException">Nothing starts it, or a name or path cannot be one (exit code 2).</exception>
    public YamlList Create()
    {
        var rules = new YamlList();
        Add(rules, $"{Source} == \"merge_request_event\"", "$CI_MERGE_REQUEST_TARGET_BRANCH_NAME", pipeline.OnMergeRequestBranches, GitLabCITrigger.MergeRequest, pipeline.OnMergeRequestIncludePaths);
        // A branch with a merge request would be built twice.
        if (pipeline.On.Contains(GitLabCITrigger.Push) && pipeline.On.Contains(GitLabCITrigger.MergeRequest))
            rules.Add(new YamlMap { { "if", $"{Source} == \"push\" && $CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS" }, { "when", "never" } });
        Add(rules, $"{Source} == \"push\"", "$CI_COMMIT_BRANCH", pipeline.OnPushBranches, GitLabCITrigger.Push, pipeline.OnPushIncludePaths);
        Add(rules, null, "$CI_COMMIT_TAG", pipeline.OnPushTags, GitLabCITrigger.Tag, []);
        Add(rules, $"{Source} == \"schedule\"", null, [], GitLabCITrigger.Schedule, []);
        Add(rules, $"{Source} == \"web\"", null, [], GitLabCITrigger.Web, []);
        return rules.Count > 0 ? rules : throw pipeline.CreateError("is started by nothing", "Add On = [GitLabCITrigger.Push], or OnPushBranches and the like.");
    }

    /// <param name="rules">Where they are added.</param>
    /// <param name="source">What the pipeline comes from; <c>null</c> for anything.</param>
    /// <param name="variable">The variable that has the name, where there is one.</param>
    /// <param name="names">Names and patterns; one of them has to be that name.</param>
    /// <param name="trigger">The event without such a condition.</param>
    /// <param name="paths">One of these has to have changed.</param>
    private void Add(YamlList rules, string? source, string? variable, string[] names, GitLabCITrigger trigger, string[] paths)
    {
        if (paths.Any(path => string.IsNullOrWhiteSpace(path) || path.Any(char.IsControl)))
            throw pipeline.CreateError("has a path that is empty or has several lines", "Write one in each text.");
        if (names.Length == 0 && paths.Length == 0 && !pipeline.On.Contains(trigger))
            return;
        IEnumerable<string?> conditions = names.Length > 0 && !pipeline.On.Contains(trigger) ? names.Select(name => (string?)Match(variable!, name)) : [trigger == GitLabCITrigger.MergeRequest ? null : variable];
        foreach (var condition in conditions)
            rules.Add(new YamlMap { { "if", string.Join(" && ", new[] { source, condition }.OfType<string>()) }, { "changes", paths } });
    }

    private string Match(string variable, string name)
    {
        if (name.Length == 0 || name.Any(c => char.IsControl(c) || c is '"' or '\\' or ' '))
            throw pipeline.CreateError($"has the branch or tag '{name}'", "Write a name, or a pattern with '*'.");
        if (!name.Contains('*', StringComparison.Ordinal))
            return $"{variable} == \"{name}\"";
        var pattern = string.Join(".*", name.Split("**").Select(part => string.Join("[^\\/]*", part.Split('*').Select(Escape))));
        return $"{variable} =~ /^{pattern}$/";
    }

    private static string Escape(string text) => string.Concat(text.Select(c => char.IsAscii(c) && !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_') ? $"\\{c}" : $"{c}"));
}
