using Plimsoll.Oci.Registries.Transport;
using Plimsoll.Testing;

namespace Plimsoll.Oci.Tests.Registries.Transport;

public class ResponseLocationTests
{
    private static readonly Uri Request = new("https://r.example/v2/a/blobs/uploads/");

    [Theory]
    [InlineData("/v2/a/blobs/uploads/1?_state=a%2Fb%3D%3D&x=%7e", "https://r.example/v2/a/blobs/uploads/1?_state=a%2Fb%3D%3D&x=%7e")]
    [InlineData("1?s=%41", "https://r.example/v2/a/blobs/uploads/1?s=%41")]
    [InlineData("?s=1", "https://r.example/v2/a/blobs/uploads/?s=1")]
    [InlineData("//s.example:8443/u/../x", "https://s.example:8443/u/../x")]
    [InlineData("https://s.example/u?sig=a+b/c%2B#part", "https://s.example/u?sig=a+b/c%2B")]
    public void Path_and_query_stay_byte_for_byte(string location, string expected)
    {
        var resolved = ResponseLocation.Resolve(Request, location)!;

        Assert.Equal(expected, $"{resolved.Scheme}://{resolved.Authority}{resolved.PathAndQuery}");
    }

    [Theory]
    [InlineData("http://r.example/u")]
    [InlineData("ftp://r.example/u")]
    [InlineData("file:///etc/passwd")]
    [InlineData("https://r.example/a b")]
    [InlineData("https://r.example/a\u00e9")]
    public void What_leaves_TLS_or_is_no_address_is_not_followed(string location) =>
        Assert.Null(ResponseLocation.Resolve(Request, location));

    [Fact]
    public void The_digest_is_appended_to_a_signed_query() =>
        Assert.Equal("/u?sig=a%2Fb&digest=sha256%3Aab", ResponseLocation.WithParameter(ResponseLocation.Create("https://s.example/u?sig=a%2Fb"), "digest", "sha256:ab").PathAndQuery);

    [SharedDataFact(RegistryCases.File)]
    public void The_open_table_holds() => RegistryCases.ForEach("uploadLocation.go-containerregistry", item =>
    {
        var request = new Uri(item.Text("requestUrl")!);
        var resolved = ResponseLocation.Resolve(request, item.Text("location")!);
        if (item.Text("want") is { } want)
            Assert.Equal(want, resolved?.AbsoluteUri);

        // What is followed to another host still has to be at a public address when it is connected to.
        if (item.TryGetProperty("refused", out var refused))
            Assert.Equal(
                refused.GetBoolean(),
                resolved is null || (!ResponseLocation.IsSameOrigin(request, resolved) && System.Net.IPAddress.TryParse(resolved.IdnHost, out var address) && AddressGuard.IsPrivate(address)));
    });
}
