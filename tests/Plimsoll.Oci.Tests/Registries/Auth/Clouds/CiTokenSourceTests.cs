namespace Plimsoll.Oci.Tests.Registries.Auth.Clouds;

public sealed class CiTokenSourceTests : IDisposable
{
    private readonly CloudWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData("ann", "ann")]
    [InlineData("", "x-access-token")]
    public async Task The_token_of_GitHub_is_for_its_registry_alone(string actor, string username)
    {
        (_world.Variables["GITHUB_TOKEN"], _world.Variables["GITHUB_ACTOR"]) = ("ghs_x", actor);

        Assert.Equal((username, "ghs_x"), await _world.FindAsync("ghcr.io") is { } found ? (found.Username, found.Password) : default);
        Assert.Null(await _world.FindAsync("docker.io"));
        Assert.Null(await _world.FindAsync("ghcr.io.evil.example"));
    }

    [Fact]
    public async Task The_password_of_GitLab_is_for_the_registry_it_names()
    {
        (_world.Variables["CI_REGISTRY"], _world.Variables["CI_REGISTRY_USER"], _world.Variables["CI_REGISTRY_PASSWORD"]) = ("registry.gitlab.com", "gitlab-ci-token", "p");

        Assert.Equal("gitlab-ci-token", (await _world.FindAsync("registry.gitlab.com"))?.Username);
        Assert.Null(await _world.FindAsync("gitlab.com"));
    }

    [Fact]
    public async Task The_token_of_a_GitLab_job_does_where_there_is_no_password()
    {
        (_world.Variables["CI_REGISTRY"], _world.Variables["CI_JOB_TOKEN"]) = ("registry.gitlab.com", "j0b");
        Assert.Equal(("gitlab-ci-token", "j0b"), await _world.FindAsync("registry.gitlab.com") is { } job ? (job.Username, job.Password) : default);
        Assert.Null(await _world.FindAsync("docker.io"));

        (_world.Variables["CI_DEPLOY_USER"], _world.Variables["CI_DEPLOY_PASSWORD"]) = ("gitlab+deploy-token-1", "d");
        Assert.Equal("gitlab+deploy-token-1", (await _world.FindAsync("registry.gitlab.com"))?.Username);
    }
}
