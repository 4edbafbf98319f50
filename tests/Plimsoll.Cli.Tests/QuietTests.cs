namespace Plimsoll.Cli.Tests;

/// <summary>With <c>--quiet</c> a verb that succeeds writes nothing but its result.</summary>
public sealed class QuietTests : RegistryCommandTests
{
    [Fact]
    public async Task Nothing_is_written_to_the_log()
    {
        Git.Commit("First", "app.txt");
        Git.Tag("v2.1.0");
        Git.Commit("feat: more", "more.txt");
        Git.Write("out/hello", "hello");
        Git.Write("next/hello", "hello again");
        Git.Write("deploy/app.yaml", $"apiVersion: v1\nkind: Pod\nspec: {{ containers: [{{ name: app, image: '{Image}:2.0.0' }}] }}\n");
        World.Environment["HOME"] = Git.Path;
        World.Environment["PATH"] = System.Environment.GetEnvironmentVariable("PATH")!;
        Git.Run("config", "user.name", "Ann");
        Git.Run("config", "user.email", "ann@example.com");

        foreach (var line in new[]
        {
            "tags --explain", "version", "version next --explain", "metadata --context git --images acme/app",
            $"plan files:out --image {Image}", $"publish files:out --image {Image} --environment staging --receipt receipt.json",
            $"tag {Image}:staging 2.0.0", $"promote {Image}:2.0.0 --to production", $"copy {Image}:staging oci:layout:1", "push oci:layout:1 IMAGE:2.5.0", $"pull {Image}:staging docker-archive:a.tar",
            $"publish files:next --image {Image}x --environment staging", $"copy {Image}x:staging {Image}:3.0.0", $"promote {Image}:3.0.0 --to staging",
            "receipt list", "receipt show receipt.json", "receipt verify receipt.json --online", "receipt attach receipt.json", $"receipt record {Image}:staging --environment staging",
            $"rollback --to previous --environment staging --image {Image} --yes",
            "check deploy", "pin deploy --dry-run", "policy list", "policy explain",
            $"ls {Image}", $"inspect {Image}:staging --referrers", $"digest {Image}:staging", $"history {Image}:staging",
            "logout registry.example", "schema receipt", "version next --bump minor --tag",
        })
            Assert.Equal((line, ""), (line, (await World.SucceedAsync([.. line.Replace("IMAGE", Image, StringComparison.Ordinal).Split(' '), "--quiet"])).Error));
    }
}
