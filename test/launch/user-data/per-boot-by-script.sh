#!/bin/bash
cat > /var/lib/cloud/scripts/per-boot/shop.sh <<'S'
#!/bin/bash
gunicorn -b 0.0.0.0:8780 a
S
chmod +x /var/lib/cloud/scripts/per-boot/shop.sh
cp /var/lib/cloud/scripts/per-boot/shop.sh /var/lib/cloud/scripts/per-instance/shop.sh
