using Plimsoll.Build.Tests;
using Plimsoll.Oci.Storage;
using Plimsoll.Publishing;

namespace Plimsoll.Build.Components.Tests;

/// <summary>The target that <see cref="ICheckTagPolicy"/> gives to a build.</summary>
public sealed class CheckTagPolicyTests : IDisposable
{
    private readonly BuildFixture _fixture = new();

    public CheckTagPolicyTests() => _fixture.Root.Write("deploy/prod/compose.yaml", "services: { app: { image: 'acme/app:2.1' } }\n");

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task What_moves_in_production_is_found_at_its_place_and_fails()
    {
        var result = await _fixture.RunAsync<Checking>("CheckTagPolicy");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Contains("deploy/prod/compose.yaml:1:28: error mutable-tag: 'acme/app:2.1' uses the tag '2.1'", result.Output, StringComparison.Ordinal);
        Assert.Contains("1 error, 0 warnings; 1 image in ", result.Output, StringComparison.Ordinal);
        Assert.Contains("plimsoll.yml", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Also_a_quiet_build_says_what_is_wrong() =>
        Assert.Contains("compose.yaml:1:28: error mutable-tag", (await _fixture.RunAsync<Checking>("CheckTagPolicy", "--verbosity", "quiet")).Output, StringComparison.Ordinal);

    [Fact]
    public async Task Findings_name_no_option_of_the_command()
    {
        _fixture.Root.Write("deploy/prod/other.yaml", "services: { a: { image: nginx }, b: { image: '${MISSING}' }, c: { image: 'nginx@latest' }, d: { image: 'a:1.0.0' } }\n");
        _fixture.Root.Write("plimsoll.yml", "policy: { rules: { missing-digest: error } }\n");

        var result = await _fixture.RunAsync<Checking>("CheckTagPolicy");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.All(["missing-tag", "unresolved", "invalid-reference", "missing-digest"], rule => Assert.Contains(rule, result.Output, StringComparison.Ordinal));
        Assert.DoesNotContain(" --", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("the setting", result.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_file_says_what_is_right_here()
    {
        _fixture.Root.Write("plimsoll.yml", "policy: { immutableTags: ['2.*'] }\n");

        var result = await _fixture.RunAsync<Checking>("CheckTagPolicy");

        Assert.True(result.ExitCode == ExitCode.Done, result.Error + result.Output);
        Assert.Matches("CheckTagPolicy +Succeeded .* images: 1, files: [0-9]", result.Output);
    }

    [Fact]
    public async Task A_build_says_which_files_are_checked_and_a_parameter_how_strictly()
    {
        _fixture.Root.Write("charts/compose.yaml", "services: { app: { image: 'acme/app:2.1.0' } }\n");

        Assert.Equal(ExitCode.Done, (await _fixture.RunAsync<CheckingCharts>("CheckTagPolicy")).ExitCode);
        var strict = await _fixture.RunAsync<CheckingCharts>("CheckTagPolicy", "--policy-profile", "digest");

        Assert.Equal(ExitCode.PolicyViolation, strict.ExitCode);
        Assert.Contains("missing-digest", strict.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_is_published_before_the_check_has_passed()
    {
        var result = await _fixture.RunAsync<Publishing>("Publish");

        Assert.Equal(ExitCode.PolicyViolation, result.ExitCode);
        Assert.Equal("CheckTagPolicy", result.Ran);
    }

    private sealed class Checking : PlimsollBuild, ICheckTagPolicy;

    private sealed class CheckingCharts : PlimsollBuild, ICheckTagPolicy
    {
        IReadOnlyList<string> ICheckTagPolicy.PolicyPaths => ["charts"];
    }

    private sealed class Publishing : PlimsollBuild, ICheckTagPolicy, IPublishImages
    {
        string IPublishImages.ImageName => "app";

        ImageLocation IPublishImages.ImageSource => ImageLocation.ForFiles(RootDirectory / "out");
    }
}
