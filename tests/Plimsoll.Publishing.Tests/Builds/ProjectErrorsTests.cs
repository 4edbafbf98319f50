using Plimsoll.Oci;
using Plimsoll.Publishing.Builds;

namespace Plimsoll.Publishing.Tests.Builds;

public class ProjectErrorsTests
{
    private const string Compiler = "/srv/App/Program.cs(1,26): error CS0103: The name 'nothing' does not exist in the current context";

    private const string Container = "/usr/share/dotnet/sdk/10.0.401/Containers/build/Microsoft.NET.Build.Containers.targets(201,5): error CONTAINER1012: Could not recognize registry";

    [Fact]
    public void What_the_compiler_reports_is_told_alone()
    {
        var exception = ProjectErrors.ToException("App.csproj", ["  Determining projects to restore...", $"{Container} [/srv/App/App.csproj]", $"{Compiler} [/srv/App/App.csproj]", $"  {Compiler} [/srv/App/App.csproj::TargetFramework=net10.0]"]);

        Assert.Equal(ErrorKind.Failed, exception.Kind);
        Assert.Equal($"dotnet publish of App.csproj failed:\n  {Compiler}", exception.Message);
        Assert.DoesNotContain("base image", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void A_base_image_that_cannot_be_read_is_advised_on()
    {
        var exception = ProjectErrors.ToException("App.csproj", [$"{Container} [/srv/App/App.csproj]", "/x.targets(201,5): error MSB4018:    at System.Net.Http.Send() [/srv/App/App.csproj]"]);

        Assert.Equal($"dotnet publish of App.csproj failed:\n  {Container}", exception.Message);
        Assert.Contains("base image", exception.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public void Another_error_is_told_without_advice_on_images()
    {
        var exception = ProjectErrors.ToException("App.csproj", ["/srv/App/App.csproj : error NU1101: Unable to find package X. [/srv/App/App.csproj]"]);

        Assert.EndsWith("\n  /srv/App/App.csproj : error NU1101: Unable to find package X.", exception.Message, StringComparison.Ordinal);
        Assert.Null(exception.Advice);
    }

    [Fact]
    public void Of_many_errors_the_first_are_told_and_the_others_counted()
    {
        var exception = ProjectErrors.ToException("App.csproj", [.. Enumerable.Range(1, 12).Select(line => $"Program.cs({line},1): error CS0103: no [App.csproj]")]);

        Assert.Contains("Program.cs(10,1)", exception.Message, StringComparison.Ordinal);
        Assert.EndsWith("\n  and 2 more errors", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_any_error_the_last_lines_are_told() =>
        Assert.EndsWith("failed:\n  b", ProjectErrors.ToException("App.csproj", ["b"]).Message, StringComparison.Ordinal);
}
