namespace Plimsoll.Build.Tests.CI;

/// <summary>A build with artifacts, a partition and secrets.</summary>
internal sealed class SampleBuild : PlimsollBuild
{
    [Parameter, Secret]
    readonly string? NuGetApiKey;

    [Parameter, Secret]
    readonly string? TestToken;

    [Parameter]
    readonly string? Configuration;

    [Parameter(Name = "DEPLOY_TO")]
    readonly string? Destination;

    Target Publish => _ => _
        .DependsOn(Pack, Test)
        .Consumes(Pack);

    Target Pack => _ => _
        .DependsOn(Compile)
        .Consumes(Compile)
        .Produces(RootDirectory / "artifacts" / "*.nupkg", RootDirectory / ".notes");

    Target Test => _ => _
        .DependsOn(Compile)
        .Consumes(Compile)
        .Requires(() => TestToken)
        .Partition(3)
        .Produces("results/*.trx");

    Target Compile => _ => _
        .DependsOn(Restore)
        .Produces("src/*/bin/**");

    Target Restore => _ => _;
}
