using Plimsoll.Tags.Context;
using Plimsoll.Tags.Hosts;

namespace Plimsoll.Tags.Tests.Hosts;

/// <summary>Who built, as provenance names it.</summary>
public class BuilderIdTests
{
    [Fact]
    public void On_GitHub_it_is_the_workflow_and_each_attempt_is_a_run_of_its_own()
    {
        var host = Detect(new()
        {
            ["GITHUB_ACTIONS"] = "true",
            ["GITHUB_SERVER_URL"] = "https://github.com",
            ["GITHUB_REPOSITORY"] = "acme/app",
            ["GITHUB_RUN_ID"] = "77",
            ["GITHUB_RUN_ATTEMPT"] = "2",
            ["GITHUB_WORKFLOW_REF"] = "acme/app/.github/workflows/ci.yml@refs/heads/main",
        });

        Assert.Equal("https://github.com/acme/app/.github/workflows/ci.yml@refs/heads/main", host.BuilderId);
        Assert.Equal("https://github.com/acme/app/actions/runs/77/attempts/2", host.InvocationId);
        Assert.Equal("https://github.com/acme/app", host.RepositoryUrl);
    }

    [Fact]
    public void In_Azure_Pipelines_it_is_the_pipeline()
    {
        var host = Detect(new()
        {
            ["TF_BUILD"] = "True",
            ["SYSTEM_TEAMFOUNDATIONCOLLECTIONURI"] = "https://dev.azure.com/acme/",
            ["SYSTEM_TEAMPROJECT"] = "The shop",
            ["SYSTEM_DEFINITIONID"] = "5",
            ["BUILD_BUILDID"] = "12",
        });

        Assert.Equal("https://dev.azure.com/acme/The%20shop/_build?definitionId=5", host.BuilderId);
        Assert.Equal("https://dev.azure.com/acme/The%20shop/_build/results?buildId=12", host.RunUrl);
    }

    [Fact]
    public void In_GitLab_it_is_the_runner_and_in_Jenkins_the_job()
    {
        var gitLab = Detect(new() { ["GITLAB_CI"] = "true", ["CI_PROJECT_URL"] = "https://gitlab.com/acme/app", ["CI_RUNNER_ID"] = "12270837", ["CI_JOB_URL"] = "https://gitlab.com/acme/app/-/jobs/9" });
        var jenkins = Detect(new() { ["BUILD_TAG"] = "jenkins-app-3", ["BUILD_NUMBER"] = "3", ["JENKINS_URL"] = "https://ci.example/", ["JOB_URL"] = "https://ci.example/job/app/" });

        Assert.Equal(("https://gitlab.com/acme/app/-/runners/12270837", "https://gitlab.com/acme/app/-/jobs/9"), (gitLab.BuilderId, gitLab.InvocationId));
        Assert.Equal("https://ci.example/job/app/", jenkins.BuilderId);
        Assert.Equal(("https://gitlab.com/acme/app", null), (gitLab.RepositoryUrl, jenkins.RepositoryUrl));
    }

    private static HostContext Detect(Dictionary<string, string> variables) => CiHost.Detect(variables.GetValueOrDefault)!;
}
