namespace Plimsoll.Testing.Hosts;

/// <summary>The environment variables that each host gives a run; <c>null</c> where it has no such run, or cannot tell it from a push.</summary>
public sealed class HostEnvironments(TempDirectory folder, string mergeOfPullRequest)
{
    public Dictionary<string, string>? Of(string host, HostRun run) => host switch
    {
        "GitHub Actions" => GitHub(run),
        "Azure Pipelines" => Azure(run, "SYSTEM_PULLREQUEST_PULLREQUESTNUMBER", ""),
        "Azure Pipelines with Azure Repos" => Azure(run, "SYSTEM_PULLREQUEST_PULLREQUESTID", "refs/heads/"),
        "GitLab" => GitLab(run),
        "Jenkins" => Jenkins(run),
        "Bitbucket" => Bitbucket(run),
        "CircleCI" => CircleCI(run),
        "TeamCity" => TeamCity(run),
        "git" => run.Kind is RunKind.Push or RunKind.Tag ? [] : null,
        _ => throw new ArgumentOutOfRangeException(nameof(host)),
    };

    private Dictionary<string, string> GitHub(HostRun run)
    {
        var payload = run.PullRequestHead is null
            ? """{ "repository": { "default_branch": "main" } }"""
            : $$$"""{ "number": 12, "pull_request": { "number": 12, "head": { "ref": "feature/tools", "sha": "{{{run.PullRequestHead}}}", "repo": { "full_name": "{{{(run.IsFork ? "somebody" : "acme")}}}/app" } }, "base": { "ref": "main" } }, "repository": { "default_branch": "main" } }""";
        return new()
        {
            ["CI"] = "true",
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_EVENT_NAME"] = run.Kind switch { RunKind.PullRequest => "pull_request", RunKind.Schedule => "schedule", RunKind.Manual => "workflow_dispatch", _ => "push" },
            ["GITHUB_EVENT_PATH"] = folder.Write($"{Guid.NewGuid():N}.json", payload),
            ["GITHUB_REF"] = run.Reference,
            ["GITHUB_REF_NAME"] = run.Reference.Split('/', 3)[2],

            // The merge, also where a workflow checks out the last commit of the pull request.
            ["GITHUB_SHA"] = run.Kind == RunKind.PullRequest ? mergeOfPullRequest : run.Commit,
            ["GITHUB_HEAD_REF"] = run.Kind == RunKind.PullRequest ? "feature/tools" : "",
            ["GITHUB_BASE_REF"] = run.Kind == RunKind.PullRequest ? "main" : "",
            ["GITHUB_ACTOR"] = "octocat",
            ["GITHUB_SERVER_URL"] = "https://github.com",
            ["GITHUB_REPOSITORY"] = "acme/app",
            ["GITHUB_RUN_ID"] = "4711",
        };
    }

    private Dictionary<string, string> Azure(HostRun run, string number, string prefix)
    {
        var variables = new Dictionary<string, string>
        {
            ["TF_BUILD"] = "True",
            ["BUILD_REASON"] = run.Kind switch { RunKind.PullRequest => "PullRequest", RunKind.Schedule => "Schedule", RunKind.Manual => "Manual", _ => "IndividualCI" },
            ["BUILD_SOURCEBRANCH"] = run.Reference,
            ["BUILD_SOURCEBRANCHNAME"] = run.Reference.Split('/')[^1],
            ["BUILD_SOURCEVERSION"] = run.Kind == RunKind.PullRequest ? mergeOfPullRequest : run.Commit,
            ["BUILD_REQUESTEDFOR"] = "Ann Author",
        };
        if (run.PullRequestHead is { } head)
        {
            variables[number] = "12";
            variables["SYSTEM_PULLREQUEST_SOURCECOMMITID"] = head;
            variables["SYSTEM_PULLREQUEST_SOURCEBRANCH"] = prefix + "feature/tools";
            variables["SYSTEM_PULLREQUEST_TARGETBRANCH"] = prefix + "main";
        }

        return variables;
    }

    private static Dictionary<string, string> GitLab(HostRun run)
    {
        var variables = new Dictionary<string, string>
        {
            ["CI"] = "true",
            ["GITLAB_CI"] = "true",
            ["CI_PIPELINE_SOURCE"] = run.Kind switch { RunKind.PullRequest => "merge_request_event", RunKind.Schedule => "schedule", RunKind.Manual => "web", _ => "push" },
            ["CI_COMMIT_SHA"] = run.Commit,
            ["CI_COMMIT_REF_NAME"] = run.Tag ?? run.Branch ?? "refs/merge-requests/12/merge",
            ["CI_DEFAULT_BRANCH"] = "main",
            ["GITLAB_USER_LOGIN"] = "ann",
        };
        if (run.Branch is not null)
            variables["CI_COMMIT_BRANCH"] = run.Branch;
        if (run.Tag is not null)
            variables["CI_COMMIT_TAG"] = run.Tag;
        if (run.PullRequestHead is { } head)
        {
            variables["CI_MERGE_REQUEST_IID"] = "12";
            variables["CI_MERGE_REQUEST_SOURCE_BRANCH_NAME"] = "feature/tools";
            variables["CI_MERGE_REQUEST_TARGET_BRANCH_NAME"] = "main";
            variables["CI_MERGE_REQUEST_SOURCE_BRANCH_SHA"] = run.IsMerge ? head : "";
        }

        return variables;
    }

    private static Dictionary<string, string>? Jenkins(HostRun run)
    {
        // A merge is made anew by each build, and is another commit than that of the others.
        if (run.IsMerge)
            return null;

        var variables = new Dictionary<string, string>
        {
            ["JENKINS_URL"] = "https://ci.example.com/",
            ["BUILD_NUMBER"] = "7",
            ["BUILD_TAG"] = "jenkins-acme-app-main-7",
            ["GIT_COMMIT"] = run.Commit,
            ["BRANCH_NAME"] = run.Tag ?? run.Branch ?? "PR-12",
            ["GIT_BRANCH"] = run.Tag ?? run.Branch ?? "PR-12",
        };
        if (run.Kind is RunKind.Schedule or RunKind.Manual)
            variables["BUILD_USER_ID"] = run.Kind == RunKind.Schedule ? "timer" : "ann";
        if (run.Tag is not null)
            variables["TAG_NAME"] = run.Tag;
        if (run.Branch == "main")
            variables["BRANCH_IS_PRIMARY"] = "true";
        if (run.PullRequestHead is not null)
            (variables["CHANGE_ID"], variables["CHANGE_BRANCH"], variables["CHANGE_TARGET"]) = ("12", "feature/tools", "main");
        return variables;
    }

    private static Dictionary<string, string>? Bitbucket(HostRun run)
    {
        if (run.IsMerge || run.Kind is RunKind.Schedule or RunKind.Manual)
            return null;

        var variables = new Dictionary<string, string>
        {
            ["CI"] = "true",
            ["BITBUCKET_BUILD_NUMBER"] = "7",
            ["BITBUCKET_COMMIT"] = run.Commit,
            ["BITBUCKET_REPO_FULL_NAME"] = "acme/app",
        };
        if (run.Tag is not null)
            variables["BITBUCKET_TAG"] = run.Tag;
        else
            variables["BITBUCKET_BRANCH"] = run.Branch ?? "feature/tools";
        if (run.PullRequestHead is not null)
            (variables["BITBUCKET_PR_ID"], variables["BITBUCKET_PR_DESTINATION_BRANCH"]) = ("12", "main");
        return variables;
    }

    private static Dictionary<string, string>? CircleCI(HostRun run)
    {
        if (run.IsMerge || run.Kind is RunKind.Schedule or RunKind.Manual)
            return null;

        var variables = new Dictionary<string, string> { ["CI"] = "true", ["CIRCLECI"] = "true", ["CIRCLE_SHA1"] = run.Commit };
        if (run.Tag is not null)
            variables["CIRCLE_TAG"] = run.Tag;
        else
            variables["CIRCLE_BRANCH"] = run.Branch ?? "feature/tools";
        if (run.PullRequestHead is not null)
            variables["CIRCLE_PULL_REQUEST"] = "https://github.com/acme/app/pull/12";
        return variables;
    }

    private Dictionary<string, string>? TeamCity(HostRun run)
    {
        if (run.IsMerge)
            return null;

        var reference = run.Kind == RunKind.PullRequest ? "refs/pull/12/head" : run.Reference;
        var name = $"{Guid.NewGuid():N}";
        var configuration = folder.Write(name + ".config", $"""
            #TeamCity build properties without 'system.' prefix
            teamcity.build.branch={reference.Split('/', 3)[2]}
            teamcity.build.vcs.branch.Acme_App={reference.Replace(":", "\\:", StringComparison.Ordinal)}
            vcsroot.branch=refs/heads/main
            {(run.Kind == RunKind.Schedule ? "teamcity.build.triggeredBy=Schedule Trigger" : "")}
            {(run.Kind == RunKind.Manual ? "teamcity.build.triggeredBy.username=ann" : "")}
            {(run.Kind == RunKind.PullRequest ? "teamcity.pullRequest.number=12\nteamcity.pullRequest.target.branch=main" : "")}
            """);
        return new()
        {
            ["TEAMCITY_VERSION"] = "2026.1",
            ["BUILD_VCS_NUMBER"] = run.Commit,
            ["TEAMCITY_BUILD_PROPERTIES_FILE"] = folder.Write(name, $"build.number=7\nteamcity.configuration.properties.file={configuration.Replace("\\", "\\\\", StringComparison.Ordinal)}\n"),
        };
    }
}
