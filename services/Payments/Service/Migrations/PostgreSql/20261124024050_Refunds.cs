using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace Clearance.Payments.Migrations.PostgreSql
{
    /// <inheritdoc />
    public partial class Refunds : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "refund",
                columns: table => new
                {
                    key = table.Column<string>(type: "text", nullable: false, collation: "C"),
                    bank = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    bill = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    create_time = table.Column<long>(type: "bigint", nullable: false),
                    declarant = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    due = table.Column<long>(type: "bigint", nullable: true),
                    enterprise = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    hash = table.Column<byte[]>(type: "bytea", nullable: true),
                    state = table.Column<string>(type: "text", nullable: false, collation: "C")
                        .Annotation("Npgsql:Compression:", "lz4"),
                    status = table.Column<string>(type: "text", nullable: true, collation: "C"),
                    update_time = table.Column<long>(type: "bigint", nullable: false),
                    version = table.Column<long>(type: "bigint", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_refund", x => x.key);
                })
                .Annotation("Npgsql:StorageParameter:fillfactor", 70);

            migrationBuilder.CreateIndex(
                name: "ix_refund_bank",
                table: "refund",
                columns: new[] { "bank", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_bill",
                table: "refund",
                columns: new[] { "bill", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_create_time",
                table: "refund",
                columns: new[] { "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_declarant",
                table: "refund",
                columns: new[] { "declarant", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_enterprise",
                table: "refund",
                columns: new[] { "enterprise", "create_time", "key" });

            migrationBuilder.CreateIndex(
                name: "ix_refund_status",
                table: "refund",
                columns: new[] { "status", "create_time", "key" });
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "refund");
        }
    }
}
