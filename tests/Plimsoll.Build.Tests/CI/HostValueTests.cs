using System.Reflection;
using Plimsoll.Build.CI;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Tests.CI;

/// <summary>What is true of the properties of all hosts.</summary>
public sealed class HostValueTests
{
    private readonly HostFixture _fixture = new();

    public static TheoryData<string> Names => [.. HostKind.All.Select(kind => kind.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void Without_any_variable_every_property_has_a_value_that_says_so(string name)
    {
        var host = Create(name);

        foreach (var property in Properties(host).Where(p => p.Name is not ("GitHubEvent" or "PullRequestNumber" or "PullRequestAction" or "JobId") || host is not GitHubActions))
        {
            var value = property.GetValue(host);
            Assert.True(
                value is null or "" or 0 or 0L or false || value is Enum || value.Equals(Guid.Empty) || value is DateTime { Year: 1 or 1970 or 1969 } || value is System.Collections.IEnumerable,
                $"{name}.{property.Name} is {value}.");
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_number_that_is_none_is_refused_with_the_name_of_its_variable(string name)
    {
        var host = (Host)HostKind.Find(name, _fixture.Environment).Create(new HostContext
        {
            Variable = variable => $"text of {variable}",
            SetVariable = (_, _) => { },
            WriteLine = _ => { },
            WriteUnmasked = _ => { },
            Hide = _ => { },
            Run = (_, _) => { },
            CancellationToken = () => CancellationToken.None,
        });

        foreach (var property in Properties(host).Where(p => Number(p.PropertyType) && host is not (TeamCity or GitHubActions)))
        {
            var refused = Assert.IsType<BuildException>(Assert.Throws<TargetInvocationException>(() => property.GetValue(host)).InnerException);
            Assert.Equal((int)ExitCode.Usage, refused.ExitCode);
            Assert.EndsWith("but must be a number.", refused.Message);
        }
    }

    [Fact]
    public void Each_kind_of_value_is_read()
    {
        Set("SYSTEM_JOBID=6f9619ff-8b86-d011-b42d-00cf4fc964ff BUILD_REASON=pullrequest BUILD_REPOSITORY_PROVIDER=TfsGit BUILD_REPOSITORY_CLEAN=True SYSTEM_PULLREQUEST_PULLREQUESTID=12 AGENT_JOBSTATUS=SucceededWithIssues");
        var azure = _fixture.Create<AzurePipelines>();
        Assert.Equal(Guid.Parse("6f9619ff-8b86-d011-b42d-00cf4fc964ff"), azure.JobId);
        Assert.Equal(AzurePipelinesBuildReason.PullRequest, azure.BuildReason);
        Assert.Equal(AzurePipelinesRepositoryType.AzureRepos, azure.RepositoryProvider);
        Assert.Equal(AzurePipelinesJobStatus.SucceededWithIssues, azure.AgentJobStatus);
        Assert.True(azure.RepositoryClean);
        Assert.Equal(12, azure.PullRequestId);

        Set("APPVEYOR_REPO_COMMIT_TIMESTAMP=2026-05-19T10:00:00Z APPVEYOR_BUILD_NUMBER=7 BITRISE_BUILD_TRIGGER_TIMESTAMP=1700000000 TRAVIS_EVENT_TYPE=pull_request CI_PROJECT_VISIBILITY=internal");
        Assert.Equal(new DateTime(2026, 5, 19, 10, 0, 0, DateTimeKind.Utc), _fixture.Create<AppVeyor>().RepositoryCommitTimestamp.ToUniversalTime());
        Assert.Equal(7, _fixture.Create<AppVeyor>().BuildNumber);
        Assert.Equal(1_700_000_000, new DateTimeOffset(_fixture.Create<Bitrise>().BuildTriggerTimestamp).ToUnixTimeSeconds());
        Assert.Equal(TravisCIEventType.pull_request, _fixture.Create<TravisCI>().EventType);
        Assert.Equal(GitLabProjectVisibility.Internal, _fixture.Create<GitLab>().ProjectVisibility);
    }

    [Fact]
    public void A_value_is_read_when_it_is_asked_for()
    {
        var gitLab = _fixture.Create<GitLab>();
        Assert.Equal("", gitLab.CommitRefName);
        Set("CI_COMMIT_REF_NAME=main");
        Assert.Equal("main", gitLab.CommitRefName);
    }

    [Fact]
    public void Tokens_and_passwords_are_masked_once_they_are_read()
    {
        Set("GITHUB_TOKEN=a1 SYSTEM_ACCESSTOKEN=b2 CI_JOB_TOKEN=c3 CI_REGISTRY_PASSWORD=d4 JB_SPACE_CLIENT_SECRET=e5 BITBUCKET_STEP_OIDC_TOKEN=f6");

        List<string?> read =
        [
            _fixture.Create<GitHubActions>().Token, _fixture.Create<AzurePipelines>().AccessToken, _fixture.Create<GitLab>().JobToken, _fixture.Create<GitLab>().RegistryPassword,
            _fixture.Create<SpaceAutomation>().ClientSecret, _fixture.Create<Bitbucket>().StepOidcToken,
        ];

        Assert.Equal<string?>(["a1", "b2", "c3", "d4", "e5", "f6"], read);
        Assert.Equal<string?>(read, _fixture.Hidden);
    }

    [Theory]
    [InlineData(typeof(GitHubActions), "GITHUB_REF=b GITHUB_SHA=c")]
    [InlineData(typeof(AzurePipelines), "BUILD_SOURCEBRANCH=b BUILD_SOURCEVERSION=c")]
    [InlineData(typeof(AppVeyor), "APPVEYOR_REPO_BRANCH=b APPVEYOR_REPO_COMMIT=c")]
    [InlineData(typeof(Bitbucket), "BITBUCKET_BRANCH=b BITBUCKET_COMMIT=c")]
    [InlineData(typeof(Bitrise), "BITRISE_GIT_BRANCH=b BITRISE_GIT_COMMIT=c")]
    [InlineData(typeof(GitLab), "CI_COMMIT_REF_NAME=b CI_COMMIT_SHA=c")]
    [InlineData(typeof(Jenkins), "BRANCH_NAME=b GIT_COMMIT=c")]
    [InlineData(typeof(SpaceAutomation), "JB_SPACE_GIT_BRANCH=b JB_SPACE_GIT_REVISION=c")]
    [InlineData(typeof(TravisCI), "TRAVIS_BRANCH=b TRAVIS_COMMIT=c")]
    [InlineData(typeof(GenericServer), "CIRCLE_BRANCH=b CIRCLE_SHA1=c")]
    public void A_server_tells_branch_and_commit(Type type, string variables)
    {
        Set(variables);
        var server = (IBuildServer)Create(type.Name);

        Assert.Equal(("b", "c"), (server.Branch, server.Commit));
    }

    [Fact]
    public void AppVeyor_is_told_by_its_command_argument_by_argument()
    {
        var host = _fixture.Create<AppVeyor>();
        host.UpdateBuildVersion("1.2 -x");
        host.PushArtifact("out/a b.zip");
        host.WriteWarning("it's", "so");
        host.WriteError("no");

        Assert.Equal(
            ["appveyor UpdateBuild|-Version|1.2 -x", "appveyor PushArtifact|out/a b.zip|-FileName|a b.zip", "appveyor AddMessage|it's|-Category|Warning|-Details|so", "appveyor AddMessage|no|-Category|Error"],
            _fixture.Commands);
        Assert.Equal("1.2 -x", host.BuildVersion);
    }

    private static IEnumerable<PropertyInfo> Properties(Host host) =>
        host.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(p => p.DeclaringType != typeof(Host));

    private static bool Number(Type type) => (Nullable.GetUnderlyingType(type) ?? type) is var number && (number == typeof(int) || number == typeof(long));

    private Host Create(string name) => (Host)typeof(HostFixture).GetMethod(nameof(HostFixture.Create))!
        .MakeGenericMethod(typeof(Host).Assembly.GetExportedTypes().Single(t => t.Name == name && t.IsSubclassOf(typeof(Host)))).Invoke(_fixture, null)!;

    private void Set(string variables)
    {
        foreach (var variable in variables.Split(' '))
            _fixture.Environment[variable.Split('=')[0]] = variable.Split('=', 2)[1];
    }
}
