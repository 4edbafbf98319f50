using Plimsoll.Build.CI.Generation.Yaml;

namespace Plimsoll.Build.CI.Generation.GitHub;

/// <summary>What starts a workflow.</summary>
internal sealed class GitHubEvents(GitHubActionsAttribute workflow)
{
    /// <exception cref="BuildException">Nothing starts it, or conditions exclude each other (exit code 2).</exception>
    public YamlMap Create()
    {
        var events = new YamlMap
        {
            { "push", CreatePush() },
            { "pull_request", CreatePullRequest() },
            { "workflow_dispatch", CreateDispatch() },
            { "schedule", CreateSchedule() },
        };
        return events.Count > 0 ? events : throw workflow.CreateError("is started by nothing", "Add On = [GitHubActionsTrigger.Push], or OnPushBranches and the like.");
    }

    private YamlMap? CreatePush()
    {
        if (workflow.OnPushBranches.Length > 0 && workflow.OnPushBranchesIgnore.Length > 0)
            throw workflow.CreateError("has OnPushBranches and OnPushBranchesIgnore, which GitHub does not take together", "Write what is left out as \"!name\" in OnPushBranches.");
        if (workflow.OnPushTags.Length > 0 && workflow.OnPushTagsIgnore.Length > 0)
            throw workflow.CreateError("has OnPushTags and OnPushTagsIgnore, which GitHub does not take together", "Write what is left out as \"!name\" in OnPushTags.");
        var push = new YamlMap
        {
            { "branches", workflow.OnPushBranches },
            { "branches-ignore", workflow.OnPushBranchesIgnore },
            { "tags", workflow.OnPushTags },
            { "tags-ignore", workflow.OnPushTagsIgnore },
        };
        AddPaths(push, workflow.OnPushIncludePaths, workflow.OnPushExcludePaths);
        return push.Count > 0 || workflow.On.Contains(GitHubActionsTrigger.Push) ? push : null;
    }

    private YamlMap? CreatePullRequest()
    {
        var request = new YamlMap { { "branches", workflow.OnPullRequestBranches } };
        AddPaths(request, workflow.OnPullRequestIncludePaths, workflow.OnPullRequestExcludePaths);
        return request.Count > 0 || workflow.On.Contains(GitHubActionsTrigger.PullRequest) ? request : null;
    }

    /// <summary>Where paths are only left out, GitHub has a list for those; together they are one list.</summary>
    private static void AddPaths(YamlMap conditions, string[] included, string[] excluded)
    {
        if (included.Length == 0)
            conditions.Add("paths-ignore", excluded);
        else
            conditions.Add("paths", [.. included, .. excluded.Select(path => $"!{path}")]);
    }

    private YamlMap? CreateDispatch()
    {
        var inputs = new YamlMap();
        foreach (var (name, isRequired) in workflow.OnWorkflowDispatchRequiredInputs.Select(name => (name, true)).Concat(workflow.OnWorkflowDispatchOptionalInputs.Select(name => (name, false))))
        {
            if (!NamedTexts.IsIdentifier(name) || inputs.Any(input => input.Key.Equals(name, StringComparison.OrdinalIgnoreCase)))
                throw workflow.CreateError($"has an input '{name}' twice, or it is not a name", "Use the name of a parameter: letters, digits, dashes and underscores.");
            inputs.Add(name, new YamlMap { { "required", isRequired }, { "type", "string" } });
        }

        if (inputs.Count > 0)
            return new YamlMap { { "inputs", inputs } };
        return workflow.On.Contains(GitHubActionsTrigger.WorkflowDispatch) ? new YamlMap() : null;
    }

    private YamlList? CreateSchedule()
    {
        if (workflow.OnCronSchedule is not { } cron)
            return null;
        var isCron = cron.Split(' ', StringSplitOptions.RemoveEmptyEntries) is { Length: 5 } fields && fields.All(field => field.All(c => char.IsAsciiLetterOrDigit(c) || c is '*' or '/' or ',' or '-'));
        return isCron
            ? new YamlList { new YamlMap { { "cron", cron } } }
            : throw workflow.CreateError($"has the schedule '{cron}'", "Write minute, hour, day, month and day of the week: \"0 3 * * 1\".");
    }
}
