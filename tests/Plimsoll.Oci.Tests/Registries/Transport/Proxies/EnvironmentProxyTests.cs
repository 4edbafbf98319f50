using System.Net;
using Plimsoll.Oci.Registries.Transport.Proxies;

namespace Plimsoll.Oci.Tests.Registries.Transport.Proxies;

public class EnvironmentProxyTests
{
    [Theory]
    [InlineData("HTTPS_PROXY=http://p:3128", "https://r.example/", "http://p:3128/")]
    [InlineData("https_proxy=http://p:3128", "https://r.example/", "http://p:3128/")]
    [InlineData("https_proxy=http://lower:1;HTTPS_PROXY=http://upper:1", "https://r.example/", "http://lower:1/")]
    [InlineData("HTTP_PROXY=http://p:3128", "https://r.example/", null)]
    [InlineData("HTTP_PROXY=http://p:3128", "http://r.example/", "http://p:3128/")]
    [InlineData("HTTP_PROXY=p:3128", "http://r.example/", "http://p:3128/")]
    [InlineData("HTTP_PROXY=p", "http://r.example/", "http://p/")]
    [InlineData("ALL_PROXY=http://all:1;HTTPS_PROXY=http://p:1", "http://r.example/", "http://all:1/")]
    [InlineData("all_proxy=socks5h://all:1", "https://r.example/", "socks5://all:1/")]
    [InlineData("ALL_PROXY=socks5://all", "https://r.example/", "socks5://all:1080/")]
    [InlineData("HTTP_PROXY=http://p:1;REQUEST_METHOD=GET", "http://r.example/", null)]
    [InlineData("http_proxy=http://p:1;REQUEST_METHOD=GET", "http://r.example/", "http://p:1/")]
    [InlineData("HTTP_PROXY=;http_proxy= ", "http://r.example/", null)]
    public void The_variables_name_the_proxy(string variables, string target, string? expected) =>
        Assert.Equal(expected, Find(variables)?.GetProxy(new Uri(target))?.AbsoluteUri);

    [Theory]
    [InlineData("http://localhost:5000/")]
    [InlineData("https://LOCALHOST/")]
    [InlineData("http://app.localhost/")]
    [InlineData("http://127.0.0.1:5000/")]
    [InlineData("http://127.9.9.9/")]
    [InlineData("http://2130706433/")]
    [InlineData("http://0x7f.1/")]
    [InlineData("http://[::1]:5000/")]
    [InlineData("http://[::ffff:127.0.0.1]/")]
    [InlineData("http://0.0.0.0/")]
    [InlineData("http://[::]/")]
    public void This_machine_is_reached_directly(string target) => Assert.Null(Find("ALL_PROXY=http://p:1")!.GetProxy(new Uri(target)));

    [Theory]
    [InlineData("*", "https://r.example/", true)]
    [InlineData("other.example, *", "https://r.example/", true)]
    [InlineData("r.example", "https://r.example/", true)]
    [InlineData("R.Example", "https://r.example/", true)]
    [InlineData("r.example", "https://a.r.example/", true)]
    [InlineData("r.example", "https://ar.example/", false)]
    [InlineData("r.example", "https://r.example./", true)]
    [InlineData(".r.example", "https://a.r.example/", true)]
    [InlineData(".r.example", "https://r.example/", true)]
    [InlineData("*.r.example", "https://a.r.example/", true)]
    [InlineData("*.r.example", "https://ar.example/", false)]
    [InlineData("r.example.", "https://r.example/", true)]
    [InlineData("a.example r.example", "https://r.example/", true)]
    [InlineData("r.example:5000", "https://r.example:5000/", true)]
    [InlineData("r.example:5000", "https://r.example/", false)]
    [InlineData("r.example:443", "https://r.example/", true)]
    [InlineData(".r.example:5000", "https://a.r.example:5000/", true)]
    [InlineData("10.0.0.1", "http://10.0.0.1/", true)]
    [InlineData("10.0.0.1", "http://10.0.0.10/", false)]
    [InlineData("10.0.0.1:80", "http://10.0.0.1/", true)]
    [InlineData("10.0.0.1:80", "http://10.0.0.1:5000/", false)]
    [InlineData("10.0.0.0/8", "http://10.200.0.1/", true)]
    [InlineData("10.1.2.3/8", "http://10.200.0.1/", true)]
    [InlineData("10.0.0.0/8", "http://11.0.0.1/", false)]
    [InlineData("10.0.0.128/25", "http://10.0.0.129/", true)]
    [InlineData("10.0.0.128/25", "http://10.0.0.1/", false)]
    [InlineData("10.0.0.0/8", "http://[::ffff:10.0.0.1]/", true)]
    [InlineData("0.0.0.0/0", "http://8.8.8.8/", true)]
    [InlineData("10.0.0.0/8", "http://ten.example/", false)]
    [InlineData("10.0.0.0/99", "http://10.0.0.0/", false)]
    [InlineData("10.0.0.0/x", "http://10.0.0.0/", false)]
    [InlineData("fd00::5", "http://[fd00::5]/", true)]
    [InlineData("[fd00::5]", "http://[fd00::5]:5000/", true)]
    [InlineData("[fd00::5]:5000", "http://[fd00::5]:5000/", true)]
    [InlineData("[fd00::5]:5000", "http://[fd00::5]/", false)]
    [InlineData("fd00::/8", "http://[fdff::1]/", true)]
    [InlineData("fd00::/8", "http://[fe00::1]/", false)]
    [InlineData("/8, ,:,.", "http://r.example/", false)]
    public void What_needs_no_proxy_is_reached_directly(string text, string target, bool isDirect)
    {
        foreach (var name in new[] { "NO_PROXY", "no_proxy" })
            Assert.Equal(isDirect, Find($"ALL_PROXY=http://p:1;{name}={text}")!.GetProxy(new Uri(target)) is null);
    }

    [Fact]
    public void The_proxys_password_is_given_to_the_proxy_alone_and_is_no_part_of_its_address()
    {
        var proxy = Find("HTTPS_PROXY=http://ann:s%40cret@p:3128")!;
        ICredentials credentials = proxy;

        var address = proxy.GetProxy(new Uri("https://r.example/"))!;

        Assert.Equal("http://p:3128/", address.AbsoluteUri);
        Assert.Equal(("ann", "s@cret"), (credentials.GetCredential(address, "Basic")!.UserName, credentials.GetCredential(address, "Basic")!.Password));
        Assert.Null(credentials.GetCredential(new Uri("http://other:3128/"), "Basic"));
    }

    [Theory]
    [InlineData("ftp://ann:s3cret@p")]
    [InlineData("http://ann:s3cret@")]
    [InlineData("http://ann:s3/cret@p:1")]
    public void What_is_not_an_address_is_said_without_the_value(string value)
    {
        var failure = Assert.Throws<PlimsollException>(() => Find($"HTTPS_PROXY={value}"));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.StartsWith("HTTPS_PROXY is not the address of a proxy", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("s3", failure.Message + failure.Advice, StringComparison.Ordinal);
    }

    private static EnvironmentProxy? Find(string variables)
    {
        var values = variables.Split(';').Select(entry => entry.Split('=', 2)).ToDictionary(entry => entry[0], entry => entry[1]);
        return EnvironmentProxy.Find(values.GetValueOrDefault);
    }
}
