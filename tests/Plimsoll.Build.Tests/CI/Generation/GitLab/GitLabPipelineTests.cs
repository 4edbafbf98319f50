using Plimsoll.Build.CI;
using Plimsoll.Testing;
using Snapshooter.Xunit;

namespace Plimsoll.Build.Tests.CI.Generation.GitLab;

public sealed class GitLabPipelineTests
{
    private const string Image = "mcr.microsoft.com/dotnet/sdk:10.0.100";

    [Fact]
    public void Targets_have_jobs_with_artifacts_between_them()
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["global.json"], """{ "sdk": { "version": "10.0.100" /* exactly */ } }""");

        Snapshot.Match(GeneratedText.Generate<SampleBuild>(new GitLabCIAttribute
        {
            On = [GitLabCITrigger.MergeRequest, GitLabCITrigger.Schedule],
            OnPushBranches = ["main", "release/**"],
            OnPushIncludePaths = ["src/**/*"],
            OnPushTags = ["v*.*"],
            InvokedTargets = ["Publish"],
            IdTokens = ["NUGET_ID_TOKEN: https://www.nuget.org"],
            RunnerTags = ["linux"],
            TimeoutMinutes = 20,
        }, root.Path).Content);
    }

    [Fact]
    public void Targets_that_are_joined_run_where_they_are_needed() => Snapshot.Match(GeneratedText.Of(new GitLabCIAttribute($"{Image}@sha256:{new string('a', 64)}")
    {
        On = [GitLabCITrigger.Push, GitLabCITrigger.MergeRequest, GitLabCITrigger.Web],
        InvokedTargets = ["Test", "Pack"],
        NonEntryTargets = ["Compile"],
        ExcludedTargets = ["Restore"],
        PublishArtifacts = false,
        CacheKeyFiles = [],
        FetchDepth = 1,
        Submodules = true,
        Env = ["DOTNET_NOLOGO: 1"],
    }));

    [Theory]
    [InlineData("9.0.305", "9.0.305")]
    [InlineData("10.0.100-rc.1.25451.107", "10.0.100-rc.1")]
    public void The_image_is_that_of_the_SDK_that_global_json_names(string version, string tag)
    {
        using var root = new TempDirectory();
        File.WriteAllText(root["global.json"], $$"""{ "sdk": { "version": "{{version}}" } }""");

        Assert.Contains($"  image: mcr.microsoft.com/dotnet/sdk:{tag}\n", GeneratedText.Generate<SampleBuild>(new GitLabCIAttribute { On = [GitLabCITrigger.Push], InvokedTargets = ["Test"] }, root.Path).Content);
    }

    public static TheoryData<string, string> Mistakes => new()
    {
        { "none", "[GitLabCI] is started by nothing." },
        { "target", "[GitLabCI] names the target 'Tset', which this build does not have." },
        { "branch", "[GitLabCI] has the branch or tag 'a\"b'." },
        { "path", "[GitLabCI] has a path that is empty or has several lines." },
        { "token", "[GitLabCI] has no audience of the token ID." },
        { "env", "Env has 'A', which is not NAME: value." },
        { "files", "[GitLabCI] has 3 files that decide what is kept, but GitLab takes two." },
        { "cache", "[GitLabCI] has '~/.nuget/packages' in the cache, which is not a path below the root." },
        { "depth", "[GitLabCI] has the depth -1." },
        { "image", "[GitLabCI] has no image, and global.json has no version of the SDK." },
        { "blank", "[GitLabCI] has the image 'a b'." },
        { "keyword", "[GitLabCI] would have a job called variables, which means something else to GitLab." },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_an_error_that_names_it(string mistake, string message)
    {
        var attribute = new GitLabCIAttribute(mistake switch { "image" => null, "blank" => "a b", _ => Image }) { On = [GitLabCITrigger.Push], InvokedTargets = ["Publish"] };
        _ = mistake switch
        {
            "none" => attribute.On = [],
            "target" => attribute.InvokedTargets = ["Tset"],
            "branch" => attribute.OnMergeRequestBranches = ["a\"b"],
            "path" => attribute.OnPushIncludePaths = [""],
            "token" => attribute.IdTokens = ["ID:"],
            "env" => attribute.Env = ["A"],
            "files" => attribute.CacheKeyFiles = ["a", "b", "c"],
            "cache" => attribute.CachePaths = ["~/.nuget/packages"],
            "depth" => attribute.FetchDepth = -1,
            "keyword" => attribute.InvokedTargets = ["variables"],
            _ => (object)mistake,
        };

        var exception = Assert.Throws<BuildException>(() => mistake == "keyword" ? GeneratedText.Generate<Named>(attribute).Content : GeneratedText.Of(attribute));

        Assert.Equal(message, exception.Message);
        Assert.Equal(2, exception.ExitCode);
        Assert.NotNull(exception.Advice);
    }

    private sealed class Named : PlimsollBuild
    {
        Target variables => _ => _;
    }
}
