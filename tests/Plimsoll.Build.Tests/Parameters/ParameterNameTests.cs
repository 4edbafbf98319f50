using Plimsoll.Build.Parameters;

namespace Plimsoll.Build.Tests.Parameters;

public class ParameterNameTests
{
    [Theory]
    [InlineData("NuGetApiKey", "--nuget-api-key", "NUGET_API_KEY")]
    [InlineData("GitHubToken", "--github-token", "GITHUB_TOKEN")]
    [InlineData("MyGitHubToken", "--my-github-token", "MY_GITHUB_TOKEN")]
    [InlineData("DotNetVersion", "--dotnet-version", "DOTNET_VERSION")]
    [InlineData("MSBuildPath", "--msbuild-path", "MSBUILD_PATH")]
    [InlineData("UseNuGet", "--use-nuget", "USE_NUGET")]
    [InlineData("TeamCityGitLabUrl", "--teamcity-gitlab-url", "TEAMCITY_GITLAB_URL")]
    [InlineData("DotNetting", "--dot-netting", "DOT_NETTING")]
    [InlineData("ImageName", "--image-name", "IMAGE_NAME")]
    [InlineData("HTTPPort", "--http-port", "HTTP_PORT")]
    [InlineData("NUGET_API_KEY", "--nuget-api-key", "NUGET_API_KEY")]
    [InlineData("nuget-api-key", "--nuget-api-key", "NUGET_API_KEY")]
    [InlineData("X", "--x", "X")]
    public void A_name_is_cut_into_words_and_known_words_are_not(string name, string option, string variable)
    {
        Assert.Equal(option, ParameterName.ToOption(name));
        Assert.Equal(variable, ParameterName.ToVariable(name));
    }
}
