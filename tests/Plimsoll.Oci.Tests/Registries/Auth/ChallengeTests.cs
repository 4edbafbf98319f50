using Plimsoll.Oci.Registries.Auth;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Auth;

public class ChallengeTests
{
    [Fact]
    public void Several_challenges_in_one_header_are_told_apart()
    {
        Assert.True(Challenge.TryParse("Negotiate abc==, Basic realm=\"a, b\" , Bearer realm=\"https://t/x\",scope=\"s:\\\"q\\\"\"", out var challenges));

        Assert.Equal(["negotiate", "basic", "bearer"], challenges.Select(challenge => challenge.Scheme));
        Assert.Equal("a, b", challenges[1]["realm"]);
        Assert.Equal("s:\"q\"", challenges[2]["SCOPE".ToLowerInvariant()]);
    }

    [Theory]
    [InlineData("Basic realm=\"open")]
    [InlineData("Basic realm=\"a\" charset=\"b\"")]
    [InlineData("=x")]
    [InlineData("realm=\"no scheme\"")]
    public void What_is_malformed_is_said_to_be(string header) => Assert.False(Challenge.TryParse(header, out _));

    [SharedDataFact(RegistryCases.File)]
    public void The_open_tables_hold()
    {
        RegistryCases.ForEach("wwwAuthenticate.regclient", item =>
        {
            var isValid = Challenge.TryParse(item.Text("header")!, out var challenges);
            Assert.True(item.GetProperty("valid").GetBoolean() == isValid, item.Text("header"));
            if (!isValid)
                return;

            var expected = item.GetProperty("challenges").EnumerateArray().ToList();
            Assert.Equal(expected.Count, challenges.Count);
            foreach (var (want, got) in expected.Zip(challenges))
            {
                Assert.Equal(want.Text("scheme"), got.Scheme);
                Assert.Equal(want.Map("params"), got.Parameters);
            }
        });
        foreach (var suite in new[] { "wwwAuthenticate.oras-go", "wwwAuthenticate.containers-image", "wwwAuthenticate.go-containerregistry", "wwwAuthenticate.containerd" })
            RegistryCases.ForEach(suite, item =>
            {
                _ = Challenge.TryParse(item.Text("header")!, out var challenges);
                Assert.Equal(item.Text("scheme"), challenges is [{ Scheme: "basic" or "bearer" } first, ..] ? first.Scheme : "unknown");
                foreach (var (name, value) in item.Map("params"))
                    Assert.Equal(value, challenges[0][name]);
            });
    }
}
